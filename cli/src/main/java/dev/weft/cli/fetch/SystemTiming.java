package dev.weft.cli.fetch;

import java.time.Duration;
import java.time.Instant;

/** The machine's time. */
final class SystemTiming implements Timing {
    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration pause) throws InterruptedException {
        Thread.sleep(pause);
    }
}
