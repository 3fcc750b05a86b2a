package dev.weft.bench.processes;

import dev.weft.process.ProcessPool;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Sees to it that workers have Weft's start-up cache, which a pool makes in the background that is open for some seconds. */
final class StartUpCache {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private StartUpCache() {}

    /** Returns whether workers have it, once it has been made. */
    static boolean ensure() throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        try (var maker = ProcessPool.open()) {
            maker.submit(() -> 1).result();
            boolean made = isMade();
            while (!made && System.nanoTime() < end) {
                Thread.sleep(LOOK_AGAIN);
                made = isMade();
            }
            return made;
        }
    }

    private static boolean isMade() {
        try (var pool = ProcessPool.open()) {
            return pool.submit(() -> hasCache()).result();
        }
    }

    private static boolean hasCache() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(flag -> flag.startsWith("-XX:AOTCache="));
    }
}
