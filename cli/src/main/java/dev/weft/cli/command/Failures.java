package dev.weft.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong with a command, as one line on stderr and an exit code. */
public final class Failures {
    /** The exit code of a command that was ended by Ctrl-C. */
    static final int INTERRUPTED = 130;

    private Failures() {}

    /** Reports arguments that cannot be used. */
    public static int ofUsage(ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
        var colors = command.getColorScheme();
        command.getErr().println(colors.errorText("weft: " + wrong.getMessage()));
        UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        command.getErr()
                .println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
        return ExitCode.USAGE;
    }

    /** Reports what ended a command: an {@link IllegalArgumentException} is the user's, everything else is told as it is. */
    public static int ofRun(Exception failed, CommandLine command, ParseResult arguments) {
        if (failed instanceof IllegalArgumentException) {
            return ofUsage(new ParameterException(command, failed.getMessage(), failed), new String[0]);
        }
        command.getErr().println(command.getColorScheme().errorText("weft: " + words(failed)));
        if (System.getenv("WEFT_DEBUG") != null) {
            failed.printStackTrace(command.getErr());
        }
        return failed instanceof InterruptedException ? INTERRUPTED : ExitCode.SOFTWARE;
    }

    private static String words(Exception failed) {
        return failed.getMessage() == null ? failed.toString() : failed.getMessage();
    }
}
