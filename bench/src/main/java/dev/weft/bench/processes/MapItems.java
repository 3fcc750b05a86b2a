package dev.weft.bench.processes;

import static dev.weft.bench.processes.ProcessesSuite.WORKERS;

import dev.weft.Fn;
import dev.weft.Pool;
import dev.weft.Results;
import dev.weft.ThreadPool;
import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import dev.weft.process.ProcessPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** How many small items go through {@code map} in a second. */
final class MapItems {
    private static final int CHUNK = 64;
    private static final int WARM_UP_ITEMS = 20_000;
    private static final Fn<Integer, Integer> ADD_ONE = i -> i + 1;

    private MapItems() {}

    static void run(Rig rig) throws Exception {
        int items = rig.effort().many();
        try (var processes = ProcessPool.open(WORKERS);
                var threads = ThreadPool.open(WORKERS)) {
            compare(rig, "map, %,d items".formatted(items), processes, threads, results -> results);
            compare(
                    rig,
                    "map, %,d items in chunks of %d".formatted(items, CHUNK),
                    processes,
                    threads,
                    results -> results.chunk(CHUNK));
        }
    }

    private static void compare(
            Rig rig, String what, Pool ours, Pool threads, UnaryOperator<Results.Mapped<Integer>> setting)
            throws Exception {
        int items = rig.effort().many();
        var peers = new ArrayList<Peer>();
        var python = rig.python();
        if (python != null) {
            var question = "map %d %d %d".formatted(WORKERS, items, CHUNK);
            peers.add(new Peer("Python map, chunksize=" + CHUNK, turn -> python.measure(question)));
        }
        peers.add(new Peer("Weft ThreadPool", map(threads, items, setting)));
        map(threads, items / 10, setting).measure(Duration.ZERO); // warms up, as Python need not
        rig.warmUp(map(ours, WARM_UP_ITEMS, setting), Unit.ITEMS_PER_SECOND);
        rig.compareLarge(new Contest(what, Unit.ITEMS_PER_SECOND, map(ours, items, setting), peers));
    }

    private static Probe map(Pool pool, int items, UnaryOperator<Results.Mapped<Integer>> setting) {
        return turn -> {
            long sum = 0;
            long start = System.nanoTime();
            try (var results =
                    setting.apply(pool.map(ADD_ONE, IntStream.range(0, items).boxed()))) {
                for (int result : results) {
                    sum += result;
                }
            }
            return rate(items, sum, start);
        };
    }

    private static double[] rate(int items, long sum, long startNanos) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        if (sum != (long) items * (items + 1) / 2) {
            throw new IllegalStateException("map gave the wrong sum %d for %d items".formatted(sum, items));
        }
        return new double[] {items / seconds};
    }
}
