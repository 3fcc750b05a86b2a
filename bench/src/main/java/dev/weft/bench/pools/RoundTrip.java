package dev.weft.bench.pools;

import static dev.weft.bench.pools.PoolsSuite.AS_THE_JDK;
import static dev.weft.bench.pools.PoolsSuite.THREADS;

import dev.weft.ThreadPool;
import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import dev.weft.bench.RoundTrips;
import dev.weft.bench.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/** How long it takes to submit an empty job and to have its result, one after the other. */
final class RoundTrip {
    private static final double AGAINST_PYTHON = 2;

    private RoundTrip() {}

    static void run(Rig rig) throws Exception {
        try (var ours = ThreadPool.open(THREADS);
                var fixed = Executors.newFixedThreadPool(THREADS);
                var forkJoin = new ForkJoinPool(THREADS)) {
            var peers = new ArrayList<>(List.of(
                    new Peer("ThreadPoolExecutor", trips(fixed), AS_THE_JDK),
                    new Peer("ForkJoinPool", trips(forkJoin))));
            var python = rig.python();
            if (python != null) {
                Probe trips = turn -> python.measure("round_trip %d %d".formatted(THREADS, turn.toMillis()));
                peers.add(new Peer("Python ThreadPoolExecutor", trips, AGAINST_PYTHON));
            }
            rig.compare(new Contest("round trip, platform threads", Unit.MICROSECONDS, trips(ours), peers));
        }
        try (var ours = ThreadPool.virtual();
                var jdk = Executors.newVirtualThreadPerTaskExecutor()) {
            var peers = List.of(new Peer("newVirtualThreadPerTaskExecutor", trips(jdk), AS_THE_JDK));
            rig.compare(new Contest("round trip, virtual threads", Unit.MICROSECONDS, trips(ours), peers));
        }
    }

    private static Probe trips(ExecutorService pool) {
        Callable<Integer> job = () -> 1;
        return RoundTrips.of(() -> pool.submit(job));
    }
}
