package dev.weft.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.weft.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** What a command, run in this JVM, returned and printed. */
record CommandResult(int exitCode, String out, String err) {

    /** Runs {@code weft} with these arguments. */
    static CommandResult of(Object... arguments) {
        return of(new StringWriter(), arguments);
    }

    /** Runs {@code weft} with these arguments; what it prints goes to {@code out} as it comes. */
    static CommandResult of(Writer out, Object... arguments) {
        var err = new StringWriter();
        var texts = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        int exitCode = Main.commandLine(texts)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(texts);
        return new CommandResult(exitCode, out.toString(), err.toString());
    }

    /** Runs {@code weft} likewise, with {@code input} on stdin. */
    static CommandResult withInput(String input, Object... arguments) {
        return withInput(new ByteArrayInputStream(input.getBytes(UTF_8)), arguments);
    }

    /** Runs {@code weft} likewise, with stdin as a stream that may come bit by bit. */
    static CommandResult withInput(InputStream input, Object... arguments) {
        var before = System.in;
        System.setIn(input);
        try {
            return of(arguments);
        } finally {
            System.setIn(before);
        }
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    /** Returns the JSON objects on stdout, one a line. */
    List<Map<String, Object>> rows() {
        return out.lines().map(CommandResult::row).toList();
    }

    private static Map<String, Object> row(String line) {
        try {
            return JSON.std.mapFrom(line);
        } catch (IOException e) {
            throw new UncheckedIOException("not a JSON object: " + line, e);
        }
    }
}
