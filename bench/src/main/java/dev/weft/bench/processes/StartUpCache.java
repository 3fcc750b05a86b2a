package dev.weft.bench.processes;

import dev.weft.process.ProcessPool;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Sees to it that workers have Weft's start-up cache, which the first pool of a user makes in the background. */
final class StartUpCache {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private StartUpCache() {}

    /** Returns whether workers have it, once it has been made. */
    static boolean ensure() throws InterruptedException {
        try (var pool = ProcessPool.open()) {
            if (pool.submit(() -> hasCache()).result()) {
                return true;
            }
            awaitMaker(); // before the pool is closed, which ends making it
        }
        try (var pool = ProcessPool.open()) {
            return pool.submit(() -> hasCache()).result();
        }
    }

    private static boolean hasCache() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(flag -> flag.startsWith("-XX:AOTCache="));
    }

    // Nothing public tells when the cache is there: it is of no concern to programs.
    private static void awaitMaker() throws InterruptedException {
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("weft-aot")) {
                thread.join(LONGEST);
            }
        }
    }
}
