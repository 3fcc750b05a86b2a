package dev.weft.process.internal.codec;

import dev.weft.process.DescribedException;
import dev.weft.process.UnsendableException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into messages for another JVM: one encoder for a pool, one in each worker.
 *
 * <p>What is said of a class or of a lambda's call site is a definition: it is written once for a connection, and referred to
 * by its number in every message after that. Any thread may call any method.
 */
public final class Encoder {
    /** How long a part of a long message is. */
    static final int CHUNK_SIZE = 1 << 20;

    /** From how many bytes on an array is sent as it lies in memory. */
    static final int RAW_BYTES = 1 << 16;

    // The second is enough, unless somebody types very fast.
    private static final int MAX_ATTEMPTS = 10;

    private final Loaders loaders;
    private final int chunkSize;
    private final long rawBytes;
    private final Definitions definitions;

    /** Makes an encoder for readers that number their class loaders like {@code loaders}. */
    public Encoder(Loaders loaders) {
        this(loaders, CHUNK_SIZE, RAW_BYTES, new Definitions());
    }

    /** Makes an encoder with other sizes. */
    Encoder(Loaders loaders, int chunkSize, long rawBytes, Definitions definitions) {
        this.loaders = loaders;
        this.chunkSize = chunkSize;
        this.rawBytes = rawBytes;
        this.definitions = definitions;
    }

    /**
     * Returns {@code value} as a message.
     *
     * @param what what to call the value in front of the path to a culprit, as in "the result of job 'x'"; empty for a job,
     *     where the path speaks for itself
     * @throws UnsendableException if the value cannot be sent, naming the path to the culprit and the remedy
     */
    public Message encode(@Nullable Object value, String what) throws UnsendableException {
        try {
            return encode(value);
        } catch (OutOfMemoryError e) {
            throw e; // says nothing about the value
        } catch (IOException | RuntimeException | Error e) {
            throw new Culprits(loaders).explain(value, what, e);
        }
    }

    /**
     * Returns {@code failure} as a message that every decoder can read: as the exception itself with a description, which the
     * reader falls back to, or as the description alone if the exception cannot be sent.
     */
    public Message encodeFailure(Throwable failure) {
        try {
            return encode(pass -> pass.writeFailure(failure));
        } catch (IOException e) {
            throw new IllegalStateException("a description of " + failure.getClass() + " cannot be sent", e);
        }
    }

    private Message encode(@Nullable Object value) throws IOException {
        return encode(pass -> pass.writeTree(value));
    }

    private interface Tree {
        void write(Pass pass) throws IOException;
    }

    private Message encode(Tree tree) throws IOException {
        // What was typed into a REPL again after it was sent last gets new numbers by being written: then once more,
        // with them.
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var pass = new Pass(this);
            tree.write(pass);
            Message message = pass.finish();
            if (pass.isCurrent()) {
                return message;
            }
        }
        throw new UnsendableException(
                "the class files of its REPL's classes were different each of the %d times they were read"
                        .formatted(MAX_ATTEMPTS));
    }

    /** Returns the report that stands for {@code failure} in a message. */
    FailureReport report(Throwable failure) {
        var description = DescribedException.of(failure);
        // Without raw data: the original is bytes inside the report.
        var plain = new Encoder(loaders, chunkSize, Long.MAX_VALUE, definitions);
        try {
            return FailureReport.of(description, plain.encode(failure, "the exception"));
        } catch (UnsendableException e) {
            return FailureReport.of(description, e);
        } catch (OutOfMemoryError e) {
            return FailureReport.of(description, new UnsendableException("no memory is left to write it", e));
        }
    }

    /** Returns how many definitions there are so far. */
    public int definitions() {
        return definitions.size();
    }

    /** Returns the definitions from number {@code from} on and before number {@code to}, as {@link Decoder#define} takes them. */
    public byte[] definitions(int from, int to) {
        return definitions.range(from, to);
    }

    Loaders loaders() {
        return loaders;
    }

    Definitions definitionList() {
        return definitions;
    }

    int chunkSize() {
        return chunkSize;
    }

    long rawBytes() {
        return rawBytes;
    }
}
