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
                    "{\"what\":%s,\"unit\":%s,\"ours\":%.4f,\"peer\":%s,\"peers\":%.4f,"
                            + "\"ratio\":%.4f,\"least\":%.4f,\"most\":%.4f,\"rounds\":%d,\"target\":%s,\"met\":%s}",
                    quote(row.quantity().what()),
                    quote(row.quantity().unit().toString()),
                    row.ours(),
                    quote(row.peer()),
                    row.peers(),
                    row.ratio(),
                    row.least(),
                    row.most(),
                    row.rounds(),
                    row.target(),
                    row.met()));
        }
    }

    @Override
    public void finding(Finding finding) {
        out.println(String.format(
                Locale.ROOT,
                "{\"what\":%s,\"unit\":%s,\"who\":%s,\"value\":%.4f,\"most\":%s,\"met\":%s}",
                quote(finding.quantity().what()),
                quote(finding.quantity().unit().toString()),
                quote(finding.who()),
                finding.value(),
                finding.most(),
                finding.met()));
    }

    @Override
    public void note(String text) {
        out.println("{\"note\":%s}".formatted(quote(text)));
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
