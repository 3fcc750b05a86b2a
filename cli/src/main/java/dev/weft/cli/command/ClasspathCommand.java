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
            "Examples:",
            "  jshell --class-path \"$(weft classpath)\"",
            "  jshell --class-path \"$(weft classpath)\" -R--add-opens=java.base/java.lang=ALL-UNNAMED",
            "",
            "A Loop needs the flag of the second; to java it is given without -R."
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
