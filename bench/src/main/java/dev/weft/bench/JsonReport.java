package dev.weft.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** An object a line for machines: first what it was measured on, then the rows. */
record JsonReport(PrintStream out) implements Report {

    @Override
    public void machine(Machine machine) {
        out.println("{\"machine\":%s,\"java\":%s,\"python\":%s}"
                .formatted(quote(machine.hardware()), quote(machine.java()), quote(machine.python())));
    }

    @Override
    public void rows(List<Row> rows) {
        for (var row : rows) {
            out.println(String.format(
                    Locale.ROOT,
                    "{\"what\":%s,\"unit\":%s,\"ours\":%s,\"peer\":%s,\"peers\":%s,"
                            + "\"ratio\":%s,\"least\":%s,\"most\":%s,\"rounds\":%d,\"target\":%s,\"met\":%s}",
                    quote(row.quantity().what()),
                    quote(row.quantity().unit().toString()),
                    number(row.ours()),
                    quote(row.peer()),
                    number(row.peers()),
                    number(row.ratio()),
                    number(row.least()),
                    number(row.most()),
                    row.rounds(),
                    row.target(),
                    row.met()));
        }
    }

    @Override
    public void finding(Finding finding) {
        out.println(String.format(
                Locale.ROOT,
                "{\"what\":%s,\"unit\":%s,\"who\":%s,\"value\":%s,\"most\":%s,\"met\":%s}",
                quote(finding.quantity().what()),
                quote(finding.quantity().unit().toString()),
                quote(finding.who()),
                number(finding.value()),
                finding.most(),
                finding.met()));
    }

    @Override
    public void note(String text) {
        out.println("{\"note\":%s}".formatted(quote(text)));
    }

    // A peer that took no time that the system counts has no ratio, and JSON no word for that.
    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "null";
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
