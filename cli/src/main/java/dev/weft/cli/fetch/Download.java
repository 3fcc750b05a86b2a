package dev.weft.cli.fetch;

import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A file that was downloaded whole.
 *
 * @param url the URL as it was given
 * @param path the file, in the target folder
 * @param bytes how long the file is, decoded
 * @param took the time from the first attempt's start to the end, pauses included
 * @param attempts how many attempts it took, 1 or more
 */
public record Download(String url, Path path, long bytes, Duration took, int attempts) implements Serializable {

    /** A download as it is sent: a path cannot be. */
    private record Sent(String url, String path, long bytes, Duration took, int attempts) implements Serializable {
        @Serial
        private Object readResolve() {
            return new Download(url, Path.of(path), bytes, took, attempts);
        }
    }

    @Serial
    private Object writeReplace() {
        return new Sent(url, path.toString(), bytes, took, attempts);
    }
}
