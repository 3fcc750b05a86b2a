package dev.weft.bench.loop;

import java.util.List;

/** Bare continuations: no threads, no scheduler. */
final class RawCoroutines extends DrivenCoroutines {

    RawCoroutines() throws Exception {}

    @Override
    void drive(List<Walker> walkers) {
        var ring = walkers.stream()
                .map(walker -> new RawContinuation(() -> walk(walker)))
                .toArray(RawContinuation[]::new);
        int left = ring.length;
        while (left > 0) {
            for (var continuation : ring) {
                if (!continuation.isDone()) {
                    continuation.run();
                    left -= continuation.isDone() ? 1 : 0;
                }
            }
        }
    }

    private static void walk(Walker walker) {
        while (walker.goesOn()) {
            RawContinuation.pause();
        }
    }

    @Override
    void createAndRun() {
        new RawContinuation(() -> {}).run();
    }
}
