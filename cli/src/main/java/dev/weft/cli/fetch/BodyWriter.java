package dev.weft.cli.fetch;

import dev.weft.http.ClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;

/**
 * Saves the body of an answer as a file: decoded, whole, and no longer than allowed.
 *
 * <p>Any thread may call any method.
 */
final class BodyWriter {
    private static final Set<String> DECODED = Set.of("", "identity", "gzip", "x-gzip");
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Folder folder;
    private final long maxBytes;

    /**
     * Makes a writer.
     *
     * @param folder where to save
     * @param maxBytes the longest file, decoded
     */
    BodyWriter(Folder folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /**
     * Saves the body of {@code response} as {@code name}, replacing what has that name once all is there.
     *
     * @return how long the file is
     * @throws FetchException if the body is encoded in another way than asked for, is too long or cannot be written
     * @throws dev.weft.http.HttpException if it does not come whole, or cannot be decoded
     */
    long save(ClientResponse response, String name) throws FetchException {
        ensureFraming(response);
        if (!isZipped(response)) {
            ensureNotTooLong(response);
        }
        try (PartFile part = folder.begin(name)) {
            long bytes = copy(response.body(), part);
            part.finish();
            return bytes;
        }
    }

    private long copy(InputStream body, PartFile part) throws FetchException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        try {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                bytes += count;
                if (bytes > maxBytes) {
                    throw tooLong("stopped after that");
                }
                part.write(buffer, count);
            }
        } catch (IOException e) {
            throw new AssertionError("the client's bodies throw nothing checked", e);
        }
        return bytes;
    }

    /** Refuses what the client lets through although nobody can say how such a body is to be read. */
    private static void ensureFraming(ClientResponse response) throws FetchException {
        var transfer = response.headers().all("Transfer-Encoding");
        if (!transfer.stream().allMatch("chunked"::equalsIgnoreCase)) {
            throw FetchException.lasting("the body is transferred as '%s', which is not supported".formatted(transfer));
        }
    }

    /** Returns whether the body is compressed as was asked for, and not in any other way. */
    private static boolean isZipped(ClientResponse response) throws FetchException {
        String encoding = String.join(",", response.headers().all("Content-Encoding"))
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!DECODED.contains(encoding)) {
            throw FetchException.lasting(
                    "the body is encoded as '%s', and only gzip was asked for".formatted(encoding));
        }
        return encoding.endsWith("gzip");
    }

    private void ensureNotTooLong(ClientResponse response) throws FetchException {
        var announced = response.header("Content-Length");
        if (announced != null && Long.parseLong(announced) > maxBytes) {
            throw tooLong("%s bytes are announced".formatted(announced));
        }
    }

    private FetchException tooLong(String more) {
        return FetchException.lasting("larger than %d bytes (--max-bytes): %s".formatted(maxBytes, more));
    }
}
