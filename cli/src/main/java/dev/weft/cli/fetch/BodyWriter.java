package dev.weft.cli.fetch;

import dev.weft.Progress;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Saves the body of an answer as a file: decoded, whole, and no longer than allowed.
 *
 * <p>Any thread may call any method.
 */
final class BodyWriter {
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
    private static final Set<String> PLAIN = Set.of("", "identity");
    private static final int BUFFER_BYTES = 16 * 1024;

    /** How much may follow a gzip stream's end; gzip itself ignores such a rest, too. */
    private static final int MOST_TRAILING_BYTES = 64 * 1024;

    private final Folder folder;
    private final long maxBytes;
    private final Duration stall;

    /**
     * Makes a writer.
     *
     * @param folder where to save
     * @param maxBytes the longest file, decoded
     * @param stall what the bodies wait for a byte, for messages
     */
    BodyWriter(Folder folder, long maxBytes, Duration stall) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.stall = stall;
    }

    /**
     * Saves the body of {@code reply} as {@code name}, replacing what has that name once all is there.
     *
     * @return how long the file is
     * @throws FetchException if the body does not come whole, cannot be decoded, is too long or cannot be written
     * @throws InterruptedException if interrupted while waiting for bytes
     */
    long save(Reply reply, String name) throws FetchException, InterruptedException {
        boolean zipped = isZipped(reply);
        ensureFraming(reply);
        if (!zipped && reply.length() > maxBytes) {
            throw tooLong("%d bytes are announced".formatted(reply.length()));
        }
        try (PartFile part = folder.begin(name)) {
            long bytes = copy(reply, zipped, part);
            part.finish();
            return bytes;
        }
    }

    private long copy(Reply reply, boolean zipped, PartFile part) throws FetchException, InterruptedException {
        Body body = reply.body();
        try (InputStream in = zipped ? unzipped(body) : body) {
            long bytes = copy(in, part, reply);
            if (body.skip(MOST_TRAILING_BYTES) == MOST_TRAILING_BYTES) {
                throw FetchException.lasting("broken gzip body: it goes on after its end");
            }
            ensureWhole(reply);
            return bytes;
        } catch (IOException e) {
            if (body.failure() instanceof InterruptedIOException) {
                throw new InterruptedException("interrupted while downloading");
            }
            throw body.failure() != null
                    ? Reasons.brokenOff(reply, body.failure(), stall)
                    : FetchException.of("broken gzip body: " + e.getMessage(), false, e);
        }
    }

    private long copy(InputStream in, PartFile part, Reply reply) throws IOException, FetchException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long length = reply.length();
        long bytes = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            bytes += count;
            if (bytes > maxBytes) {
                throw tooLong("stopped after that");
            }
            part.write(buffer, count);
            long received = reply.body().received();
            Progress.report(received, received <= length ? length : 0);
        }
        return bytes;
    }

    /** Returns whether the body is compressed as we asked for, and not in any other way. */
    private static boolean isZipped(Reply reply) throws FetchException {
        String encoding = String.join(",", reply.headers().allValues("Content-Encoding"))
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!PLAIN.contains(encoding) && !GZIP.contains(encoding)) {
            throw FetchException.lasting(
                    "the body is encoded as '%s', and only gzip was asked for".formatted(encoding));
        }
        return GZIP.contains(encoding);
    }

    /** Refuses what the JDK's client lets through although nobody can say where such a body ends. */
    private static void ensureFraming(Reply reply) throws FetchException {
        List<String> transfer = reply.headers().allValues("Transfer-Encoding");
        List<String> lengths = reply.headers().allValues("Content-Length");
        if (!transfer.stream().allMatch("chunked"::equalsIgnoreCase)) {
            throw FetchException.lasting("the body is transferred as '%s', which is not supported".formatted(transfer));
        }
        if (!lengths.stream().map(String::strip).allMatch(Reply.NUMBER)) {
            throw FetchException.lasting("the server announces a length that is no number: " + lengths);
        }
        if (lengths.stream().distinct().count() > 1 || (!transfer.isEmpty() && !lengths.isEmpty())) {
            throw FetchException.lasting("the server announces the body's length in more than one way");
        }
    }

    private static InputStream unzipped(Body body) throws IOException {
        try {
            return new GZIPInputStream(body, BUFFER_BYTES);
        } catch (EOFException e) {
            if (body.received() == 0 && body.failure() == null) {
                return InputStream.nullInputStream(); // no body at all: servers label that gzip, too
            }
            throw e;
        }
    }

    private void ensureWhole(Reply reply) throws FetchException {
        if (reply.length() >= 0 && reply.body().received() != reply.length()) {
            throw Reasons.brokenOff(reply, new EOFException("shorter than announced"), stall);
        }
    }

    private FetchException tooLong(String more) {
        return FetchException.lasting("larger than %d bytes (--max-bytes): %s".formatted(maxBytes, more));
    }
}
