package dev.weft.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A table for people. */
record TextReport(PrintStream out) implements Report {
    @Override
    public void machine(Machine machine) {
        out.println("machine  " + machine.hardware());
        out.println("java     " + machine.java());
        out.println("python   " + machine.python());
        out.println("ratio    how many times better ours is than the peer, above 1 where it is better:");
        out.println("         the median of the rounds, [least..most] of them");
        print("what", "ours", "peer", "", "ratio", "target");
    }

    @Override
    public void rows(List<Row> rows) {
        rows.forEach(this::row);
    }

    private void row(Row row) {
        var unit = row.quantity().unit();
        var ratio = String.format(Locale.ROOT, "%.2f [%.2f..%.2f]", row.ratio(), row.least(), row.most());
        print(row.quantity().what(), unit.format(row.ours()), unit.format(row.peers()), row.peer(), ratio, target(row));
    }

    private static String target(Row row) {
        var target = row.target();
        return target == null ? "" : String.format(Locale.ROOT, "%.2f %s", target, verdict(row.met()));
    }

    @Override
    public void finding(Finding finding) {
        var unit = finding.quantity().unit();
        var value = unit.format(finding.value());
        var most = finding.most();
        if (most == null) {
            print(finding.quantity().what(), "", value, finding.who(), "", "");
        } else {
            var target = "at most %s %s".formatted(unit.format(most), verdict(finding.met()));
            print(finding.quantity().what(), value, "", finding.who(), "", target);
        }
    }

    @Override
    public void note(String text) {
        out.println("note     " + text);
    }

    private static String verdict(boolean met) {
        return met ? "met" : "missed";
    }

    private void print(String what, String ours, String peer, String name, String ratio, String target) {
        out.println("%-42s %17s %17s  %-36s %-22s %s"
                .formatted(what, ours, peer, name, ratio, target)
                .stripTrailing());
    }
}
