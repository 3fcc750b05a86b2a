package dev.weft.cli.command;

import dev.weft.JobFailedException;
import dev.weft.cli.fetch.Words;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong with a command, as one line on stderr and an exit code. */
public final class Failures {
    /** The exit code of a command that was ended by Ctrl-C. */
    static final int INTERRUPTED = 130;
    /** The exit code of a command that was ended by SIGTERM. */
    static final int TERMINATED = 143;

    private Failures() {}

    /** Reports arguments that cannot be used. */
    public static int ofUsage(ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
        print(command, words(wrong));
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
        print(command, words(failed));
        if (System.getenv("WEFT_DEBUG") != null) {
            failed.printStackTrace(command.getErr());
        }
        return failed instanceof InterruptedException ? INTERRUPTED : ExitCode.SOFTWARE;
    }

    private static String words(Throwable failed) {
        if (failed instanceof JobFailedException && failed.getCause() != null) {
            return words(failed.getCause());
        }
        return failed.getMessage() == null ? failed.toString() : failed.getMessage();
    }

    private static void print(CommandLine command, String words) {
        command.getErr().println(command.getColorScheme().errorText("weft: " + Words.oneLine(words)));
    }
}
