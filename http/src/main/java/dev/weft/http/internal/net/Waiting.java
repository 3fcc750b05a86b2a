package dev.weft.http.internal.net;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes have come and wait to be read, on many ways together: beyond a limit each peer may send only what somebody waits
 * for, piece by piece. So nobody is stopped by others' slow readers, and memory is bounded whatever the number of connections.
 */
final class Waiting {
    // Some reads in advance for each of a few peers, or a piece for each of hundreds.
    private static final long LEAST = 1024 * 1024;
    private static final int SHARE_OF_HEAP = 8;

    /** Of all that this JVM reads: they share its memory. */
    static final Waiting IN_JVM =
            new Waiting(Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));

    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    Waiting(long most) {
        this.most = most;
    }

    /** Counts {@code more} bytes, or less if it is negative. */
    void add(long more) {
        if (more != 0) {
            bytes.addAndGet(more);
        }
    }

    /** Tells whether nothing should come that nobody waits for. */
    boolean isMuch() {
        return bytes.get() >= most;
    }

    long bytes() {
        return bytes.get();
    }
}
