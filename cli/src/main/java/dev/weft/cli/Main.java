package dev.weft.cli;

import dev.weft.cli.command.ClasspathCommand;
import dev.weft.cli.command.CompareCommand;
import dev.weft.cli.command.Failures;
import dev.weft.cli.command.FetchCommand;
import dev.weft.cli.command.FibCommand;
import dev.weft.cli.command.PsCommand;
import dev.weft.cli.command.PstreeCommand;
import dev.weft.cli.command.RaceCommand;
import dev.weft.cli.command.RehearseCommand;
import dev.weft.cli.command.ServeCommand;
import dev.weft.cli.command.TimeConverter;
import dev.weft.cli.command.Version;
import dev.weft.cli.command.WordConverter;
import dev.weft.cli.fetch.NameBy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        footer = {
            "",
            "Exit codes: 0 all is well, 1 something failed and was reported, 2 wrong usage, 130 ended by Ctrl-C, 143 by SIGTERM.",
            "NO_COLOR switches colours off. Shell completion: source <(weft generate-completion)"
        })
public final class Main {

    // In the order of the help. By name, for reading what they all take costs a tenth of a second, and a run needs one.
    private static final Map<String, Class<?>> COMMANDS = commands();

    private Main() {}

    private static Map<String, Class<?>> commands() {
        var commands = new LinkedHashMap<String, Class<?>>();
        commands.put("compare", CompareCommand.class);
        commands.put("fetch", FetchCommand.class);
        commands.put("fib", FibCommand.class);
        commands.put("race", RaceCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("ps", PsCommand.class);
        commands.put("pstree", PstreeCommand.class);
        commands.put("classpath", ClasspathCommand.class);
        commands.put("generate-completion", GenerateCompletion.class);
        commands.put("rehearse", RehearseCommand.class);
        return commands;
    }

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /** Returns the command, ready to run with {@code args}: it may know no other subcommand than they begin with. */
    public static CommandLine commandLine(String... args) {
        var named = args.length == 0 ? null : COMMANDS.get(args[0]);
        // The completion is made from all of them.
        var known = named == null || named == GenerateCompletion.class ? COMMANDS.values() : List.of(named);
        var line = new CommandLine(new Main());
        known.forEach(line::addSubcommand);
        return line.registerConverter(Duration.class, new TimeConverter())
                .registerConverter(NameBy.class, new WordConverter<>(NameBy.class))
                .registerConverter(Place.class, new WordConverter<>(Place.class))
                .setParameterExceptionHandler(Failures::ofUsage)
                .setExecutionExceptionHandler(Failures::ofRun)
                .setUsageHelpAutoWidth(true);
    }
}
