package dev.weft.cli.compare;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.ColorScheme;

/** A comparison for people: a table with a bar for each row's speed-up, and a line of advice. */
public final class ComparisonTable {
    private static final int WIDEST_BAR = 40;
    // Differences below this are noise on a busy machine.
    private static final double AS_FAST = 1.15;

    private final PrintWriter out;
    private final ColorScheme colors;
    private final String block;

    /** Prints to {@code out}; {@code block} is what bars are made of. */
    public ComparisonTable(PrintWriter out, ColorScheme colors, String block) {
        this.out = out;
        this.colors = colors;
        this.block = block;
    }

    /** Prints what was measured for one work, the sequential row first. */
    public void print(List<Measurement> rows) {
        var work = rows.getFirst().work();
        out.println(colors.text("@|bold %s-bound: %s|@".formatted(work.bound(), work.description())));
        out.println();
        out.println("  on          at once    seconds   speed-up");
        double longest =
                rows.stream().mapToDouble(row -> speedUp(rows, row)).max().orElse(1);
        for (var row : rows) {
            print(row, speedUp(rows, row), longest);
        }
        out.println();
        out.println(advice(rows));
        out.println();
        out.flush();
    }

    /** Returns how many times faster {@code row} is than the first of {@code rows}. */
    public static double speedUp(List<Measurement> rows, Measurement row) {
        return rows.getFirst().seconds() / row.seconds();
    }

    private void print(Measurement row, double speedUp, double longest) {
        int length = (int) Math.max(1, Math.round(WIDEST_BAR * speedUp / longest));
        var line = String.format(
                Locale.ROOT,
                "  %-10s %8d %10.3f %9.2fx  %-5s ",
                row.place(),
                row.workers(),
                row.seconds(),
                speedUp,
                row.ok() ? "ok" : "wrong");
        var style = row.ok() ? "green" : "red";
        out.println(line + colors.text("@|%s %s|@".formatted(style, block.repeat(length))));
    }

    private static String advice(List<Measurement> rows) {
        if (!rows.stream().allMatch(Measurement::ok)) {
            return "%s-bound: take none yet: a result was wrong."
                    .formatted(rows.getFirst().work().bound());
        }
        var best = best(rows);
        return "%s-bound: take %s: %s."
                .formatted(best.work().bound(), best.place(), best.work().reasonFor(best.place()));
    }

    /** Returns the simplest place that is about as fast as the fastest: the places stand in that order. */
    static Measurement best(List<Measurement> rows) {
        double fastest = rows.stream().mapToDouble(Measurement::seconds).min().orElseThrow();
        return rows.stream()
                .filter(row -> row.seconds() <= fastest * AS_FAST)
                .min(Comparator.comparing(Measurement::place))
                .orElseThrow();
    }
}
