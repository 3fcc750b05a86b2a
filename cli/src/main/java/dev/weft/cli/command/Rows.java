package dev.weft.cli.command;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Prints rows for machines: one JSON object a line. */
final class Rows {

    private Rows() {}

    /** Prints {@code row}; its order is the map's. */
    static void print(PrintWriter out, Map<String, ?> row) {
        try {
            out.println(JSON.std.asString(row));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a row as JSON", e);
        }
        out.flush();
    }
}
