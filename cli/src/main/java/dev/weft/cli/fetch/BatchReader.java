package dev.weft.cli.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Reads lists of URLs: one a line, in UTF-8, blanks around it ignored, as are empty lines and those that begin with
 * {@code #}.
 *
 * <p>What is no URL is listed too: it fails when it is fetched, and costs no other line.
 */
public final class BatchReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private BatchReader() {}

    /**
     * Returns the URLs of a file, each once, in the order of their first lines; read as they are asked for.
     *
     * @param source the name of a file, or {@code -} for {@code standardInput}
     * @return a stream that may be endless; to be closed
     * @throws IllegalArgumentException if the file cannot be read
     */
    public static Stream<String> open(String source, InputStream standardInput) {
        if (source.equals("-")) {
            return urls(standardInput);
        }
        try {
            Path file = Path.of(source);
            if (Files.isDirectory(file)) {
                throw new IllegalArgumentException("-i %s cannot be read: it is a folder".formatted(source));
            }
            return urls(Files.newInputStream(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("-i %s cannot be read: %s".formatted(source, Reasons.ofFile(e)), e);
        }
    }

    /** Returns the URLs in {@code in} likewise; closing the stream closes {@code in}. */
    static Stream<String> urls(InputStream in) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8));
        return reader.lines()
                .map(line -> line.replace(BYTE_ORDER_MARK, "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .distinct()
                .onClose(() -> close(reader));
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the list of URLs", e);
        }
    }
}
