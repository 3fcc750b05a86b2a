package dev.weft.cli.command;

import dev.weft.ThreadPool;
import dev.weft.cli.race.Guard;
import dev.weft.cli.race.Race;
import dev.weft.cli.race.RaceResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft race}. */
@Command(
        name = "race",
        mixinStandardHelpOptions = true,
        description = {
            "Lets two jobs count to 1,000,000 each on one counter: unguarded, with a lock, with a LongAdder.",
            "Shows which updates are lost, and what the remedies cost."
        },
        footer = {"", "Examples:", "  weft race", "  weft race --json"})
public final class RaceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object a row.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (var pool = ThreadPool.builder().name("race").threads(Race.JOBS).open()) {
            var race = new Race(pool);
            boolean right = true;
            for (var guard : Guard.values()) {
                var result = race.run(guard);
                print(result);
                right &= guard == Guard.NONE || result.lost() == 0;
            }
            return right ? 0 : 1;
        }
    }

    private void print(RaceResult result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Rows.print(out, row(result));
            return;
        }
        double nanosEach = (double) result.time().toNanos() / result.expected();
        out.println(String.format(
                Locale.ROOT,
                "%-10s %,11d of %,11d  %6.3f s  %5.1f ns each  %s",
                nameOf(result.guard()),
                result.counted(),
                result.expected(),
                result.time().toNanos() / 1e9,
                nanosEach,
                result.verdict()));
        out.flush();
    }

    private static Map<String, Object> row(RaceResult result) {
        var row = new LinkedHashMap<String, Object>();
        row.put("guard", nameOf(result.guard()));
        row.put("expected", result.expected());
        row.put("counted", result.counted());
        row.put("lost", result.lost());
        row.put("rounds", result.rounds());
        row.put("seconds", result.time().toNanos() / 1e9);
        return row;
    }

    private static String nameOf(Guard guard) {
        return switch (guard) {
            case NONE -> "no guard";
            case LOCK -> "lock";
            case ADDER -> "LongAdder";
        };
    }
}
