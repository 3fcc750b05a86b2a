package dev.weft.bench.http;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** Counts what came back through many connections, until they are to end. Any thread may call any method. */
final class EchoTally {
    private final LongAdder messages = new LongAdder();
    private final LongAdder faults = new LongAdder();
    private final CountDownLatch open;
    private volatile boolean over;

    EchoTally(int connections) {
        open = new CountDownLatch(connections);
    }

    /** Counts a message, and tells whether another is to be sent through this connection, which is to be closed otherwise. */
    boolean cameBack(boolean whole) {
        if (!whole) {
            faults.increment();
        }
        messages.increment();
        return whole && !over;
    }

    /** Notes that a connection is closed, which must not be before the end. */
    void closed() {
        if (!over) {
            faults.increment();
        }
        open.countDown();
    }

    long messages() {
        return messages.sum();
    }

    /** Waits until all connections are closed, each after its last message has come back. */
    void end() throws InterruptedException {
        over = true;
        open.await();
        if (faults.sum() > 0) {
            throw new IllegalStateException(
                    "%d messages came back wrong, or connections were closed".formatted(faults.sum()));
        }
    }
}
