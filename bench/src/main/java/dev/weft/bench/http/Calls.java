package dev.weft.bench.http;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what came back within a time. Any thread may call any method. */
final class Calls {
    private final long startNanos = System.nanoTime();
    private final long turnNanos;
    private final LongAdder answers = new LongAdder();

    Calls(Duration turn) {
        this.turnNanos = turn.toNanos();
    }

    /** Counts an answer, which must be the page that was asked for, and tells whether another is to be asked for. */
    boolean answered(int status, int length) {
        if (status != 200 || length != Pages.GREETING.length()) {
            throw new IllegalStateException("the answer was %d with %d bytes, not 200 with %d"
                    .formatted(status, length, Pages.GREETING.length()));
        }
        answers.increment();
        return System.nanoTime() - startNanos < turnNanos;
    }

    long answers() {
        return answers.sum();
    }

    double elapsedNanos() {
        return System.nanoTime() - startNanos;
    }
}
