package dev.weft.bench.processes;

import dev.weft.process.ProcessPool;

/** A program that opens a pool, has one result, prints how many milliseconds that took, and ends. */
final class FirstResult {

    private FirstResult() {}

    public static void main(String[] args) {
        System.out.println(millis());
    }

    /** Returns how long it takes from opening a pool to its first result. */
    static double millis() {
        long start = System.nanoTime();
        try (var pool = ProcessPool.open()) {
            pool.submit(() -> 1).result();
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
