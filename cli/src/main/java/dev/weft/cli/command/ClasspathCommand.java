package dev.weft.cli.command;

import java.io.PrintWriter;
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
        out.println(System.getProperty("java.class.path"));
        out.flush();
    }
}
