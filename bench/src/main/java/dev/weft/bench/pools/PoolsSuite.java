package dev.weft.bench.pools;

import dev.weft.bench.Rig;

/** Everything there is to measure of pools. */
public final class PoolsSuite {
    /** As many threads as there are cores, for every pool of platform threads, Python's included. */
    static final int THREADS = Runtime.getRuntime().availableProcessors();

    /** How many times as good as the JDK's best pool of its kind ours is to be: no worse than 1.1 times it. */
    static final double AS_THE_JDK = 1 / 1.1;

    private PoolsSuite() {}

    /** Measures it. */
    public static void run(Rig rig) throws Exception {
        RoundTrip.run(rig);
        JobsPerSecond.run(rig);
        PendingFutures.run(rig);
        ManyJobs.run(rig);
    }
}
