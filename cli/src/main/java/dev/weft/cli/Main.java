package dev.weft.cli;

import dev.weft.cli.command.ClasspathCommand;
import dev.weft.cli.command.CompareCommand;
import dev.weft.cli.command.Failures;
import dev.weft.cli.command.FetchCommand;
import dev.weft.cli.command.FibCommand;
import dev.weft.cli.command.PsCommand;
import dev.weft.cli.command.PstreeCommand;
import dev.weft.cli.command.RaceCommand;
import dev.weft.cli.command.ServeCommand;
import dev.weft.cli.command.TimeConverter;
import dev.weft.cli.command.Version;
import dev.weft.cli.command.WordConverter;
import dev.weft.cli.fetch.NameBy;
import java.time.Duration;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code weft} command: what is common to all of its commands. */
@Command(
        name = "weft",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs many things at once, and shows what that brings.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CompareCommand.class,
            FetchCommand.class,
            FibCommand.class,
            RaceCommand.class,
            ServeCommand.class,
            PsCommand.class,
            PstreeCommand.class,
            ClasspathCommand.class,
            GenerateCompletion.class
        },
        footer = {
            "",
            "Exit codes: 0 all is well, 1 something failed and was reported, 2 wrong usage, 130 ended by Ctrl-C.",
            "NO_COLOR switches colours off. Shell completion: source <(weft generate-completion)"
        })
public final class Main {

    private Main() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Returns the command, ready to run. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .registerConverter(Duration.class, new TimeConverter())
                .registerConverter(NameBy.class, new WordConverter<>(NameBy.class))
                .registerConverter(Place.class, new WordConverter<>(Place.class))
                .setParameterExceptionHandler(Failures::ofUsage)
                .setExecutionExceptionHandler(Failures::ofRun)
                .setUsageHelpAutoWidth(true);
    }
}
