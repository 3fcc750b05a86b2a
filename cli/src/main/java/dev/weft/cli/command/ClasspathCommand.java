package dev.weft.cli.command;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weft classpath}. */
@Command(
        name = "classpath",
        mixinStandardHelpOptions = true,
        description = "Prints the class path to try the library.",
        footer = {
            "",
            "Example: jshell --class-path \"$(weft classpath)\"",
            "",
            "A Loop also needs -R--add-opens=java.base/java.lang=ALL-UNNAMED there;",
            "java takes the flag without -R."
        })
public final class ClasspathCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(expanded(System.getProperty("java.class.path")));
        out.flush();
    }

    // The command's own jar, which it was started by, names the others in its manifest; not everything looks there.
    private static String expanded(String classPath) {
        var jar = new File(classPath);
        if (!jar.isFile()) {
            return classPath;
        }
        try (var opened = new JarFile(jar)) {
            var others = opened.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Stream.concat(
                            Stream.of(classPath),
                            Stream.of(others.split(" ", -1))
                                    .map(other -> new File(jar.getParentFile(), other).getPath()))
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }
}
