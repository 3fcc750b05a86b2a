package dev.weft.cli.command;

import dev.weft.Futures;
import dev.weft.Job;
import dev.weft.Pool;
import dev.weft.cli.Place;
import dev.weft.cli.fib.Fibonacci;
import dev.weft.cli.fib.FibonacciSummary;
import java.io.PrintWriter;
import java.io.Serializable;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft fib}. */
@Command(
        name = "fib",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Computes a Fibonacci number by iterative addition, several times at once.",
        footer = {
            "",
            "Examples:",
            "  weft fib 1000000",
            "  weft fib 300000 --times 4 --on threads",
            "  weft fib 300000 --times 8 --on processes -j 2",
            "  weft fib 100 --times 1 --full"
        })
public final class FibCommand implements Callable<Integer> {
    /** So many digits are shown in whole: the first and the last would overlap. */
    private static final int SHORT = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "N", description = "Which number, from 0.")
    private int n;

    @Option(
            names = "--times",
            paramLabel = "K",
            description = "How many times; as many as there are processors by default.")
    private @Nullable Integer times;

    @Option(
            names = "--on",
            paramLabel = "PLACE",
            completionCandidates = Place.Words.class,
            description = "Where: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Place on = Place.THREADS;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            description = "How many at once, or worker JVMs; as many as there are processors by default.")
    private @Nullable Integer jobs;

    @Option(names = "--full", description = "Print the bare numbers, one a line.")
    private boolean full;

    @Option(names = "--json", description = "Print one JSON object a row.")
    private boolean json;

    private record Timed(BigInteger number, Duration time) implements Serializable {}

    @Override
    public Integer call() throws Exception {
        if (n < 0 || n > Fibonacci.MAX_INDEX) {
            throw new IllegalArgumentException("N must be within 0..%,d, was %,d".formatted(Fibonacci.MAX_INDEX, n));
        }
        int processors = Runtime.getRuntime().availableProcessors();
        int count = times == null ? processors : times;
        if (count < 1) {
            throw new IllegalArgumentException("--times must be at least 1, was " + count);
        }
        int atOnce = jobs == null ? processors : jobs;
        if (atOnce < 1) {
            throw new IllegalArgumentException("-j must be at least 1, was " + atOnce);
        }
        try (Pool pool = on.open(atOnce);
                var ctrlC = new CtrlC(pool::shutdownNow)) {
            return ctrlC.exitCodeOf(() -> compute(pool, atOnce, count));
        }
    }

    private int compute(Pool pool, int atOnce, int count) {
        int index = n;
        Job<Timed> job = Job.repeatable(() -> compute(index));
        var futures = IntStream.range(0, count).mapToObj(_ -> pool.submit(job));
        try (var results = Futures.asCompleted(futures).window(atOnce)) {
            results.forEach(result -> print(result.result()));
        }
        return 0;
    }

    private static Timed compute(int index) throws InterruptedException {
        long start = System.nanoTime();
        var number = Fibonacci.number(index);
        return new Timed(number, Duration.ofNanos(System.nanoTime() - start));
    }

    private void print(Timed timed) {
        PrintWriter out = spec.commandLine().getOut();
        var decimal = timed.number().toString();
        if (json) {
            Rows.print(out, row(FibonacciSummary.of(n, decimal, timed.time()), decimal));
        } else if (full) {
            out.println(decimal);
        } else {
            out.println(line(FibonacciSummary.of(n, decimal, timed.time()), decimal));
        }
        out.flush();
    }

    private static String line(FibonacciSummary summary, String decimal) {
        var digits = summary.digits() <= SHORT ? decimal : summary.first() + "..." + summary.last();
        return String.format(
                Locale.ROOT,
                "F(%,d)  %,d %s  %s  %.3f s",
                summary.index(),
                summary.digits(),
                summary.digits() == 1 ? "digit" : "digits",
                digits,
                summary.time().toNanos() / 1e9);
    }

    private Map<String, Object> row(FibonacciSummary summary, String decimal) {
        var row = new LinkedHashMap<String, Object>();
        row.put("index", summary.index());
        row.put("digits", summary.digits());
        row.put("first", summary.first());
        row.put("last", summary.last());
        row.put("seconds", summary.time().toNanos() / 1e9);
        if (full) {
            row.put("number", decimal);
        }
        return row;
    }
}
