package dev.weft.bench.processes;

import static dev.weft.bench.processes.ProcessesSuite.WORKERS;

import dev.weft.Events;
import dev.weft.Job;
import dev.weft.PoolEvent;
import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.Finding;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import dev.weft.process.ProcessPool;
import dev.weft.process.WorkerDiedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How many futures are lost of many that are in flight, while now and then one of the workers is killed, whichever chance has it:
 * at most the job that it ran, and none that may run twice. A wrong result ends the measurements.
 */
final class Casualties {
    private static final int JOBS = 10_000;
    private static final long JOB_NANOS = 50_000;
    private static final long SEED = 42;

    private Casualties() {}

    static void run(Rig rig) throws Exception {
        int kills = rig.effort().rounds();
        var quantity = new Quantity("lost of %,d, %d workers killed".formatted(JOBS, kills), Unit.FUTURES);
        rig.report(new Finding(quantity, "Weft", ofOurs(kills, job -> job), (double) kills));
        rig.report(new Finding(quantity, "Weft, repeatable jobs", ofOurs(kills, Job::repeatable), 0.0));
        rig.report(new Finding(quantity, "ojAlgo ExternalProcessExecutor", ofOjalgo(kills), null));
        var python = rig.python();
        if (python != null) {
            double lost = python.measure("casualties %d %d %d %d".formatted(WORKERS, JOBS, JOB_NANOS, kills))[0];
            rig.report(new Finding(quantity, "Python ProcessPoolExecutor", lost, null));
        }
    }

    private static int ofOurs(int kills, UnaryOperator<Job<Integer>> declare) throws Exception {
        Set<Long> ready = ConcurrentHashMap.newKeySet();
        try (var _ = Events.subscribe(event -> {
                    if (event instanceof PoolEvent.WorkerStarted started) {
                        ready.add(started.pid());
                    } else if (event instanceof PoolEvent.WorkerEnded ended) {
                        ready.remove(ended.pid());
                    }
                });
                var pool = ProcessPool.open(WORKERS)) {
            var futures = new ArrayList<Future<Integer>>(JOBS);
            for (int i = 0; i < JOBS; i++) {
                futures.add(pool.submit(declare.apply(job(i))));
            }
            return lost(
                    futures,
                    kills,
                    () -> ready.stream()
                            .flatMap(pid -> ProcessHandle.of(pid).stream())
                            .toList());
        }
    }

    private static int ofOjalgo(int kills) throws Exception {
        try (var pool = Ojalgo.open(WORKERS)) {
            var futures = new ArrayList<Future<Integer>>(JOBS);
            for (int i = 0; i < JOBS; i++) {
                futures.add(pool.submit(job(i)));
            }
            return lost(futures, kills, pool::workers);
        }
    }

    /** Waits for one after the other, and kills a worker after each so many. */
    private static int lost(List<Future<Integer>> futures, int kills, Supplier<List<ProcessHandle>> workers)
            throws InterruptedException {
        var random = new Random(SEED);
        int every = futures.size() / (kills + 1);
        int killed = 0;
        int lost = 0;
        for (int i = 0; i < futures.size(); i++) {
            lost += isLost(futures.get(i), i) ? 1 : 0;
            var alive = killed < kills && i >= every * (killed + 1) ? workers.get() : List.<ProcessHandle>of();
            if (!alive.isEmpty()) {
                alive.get(random.nextInt(alive.size())).destroyForcibly();
                killed++;
            }
        }
        return lost;
    }

    private static boolean isLost(Future<Integer> future, int i) throws InterruptedException {
        try {
            int result = future.get();
            if (result != result(i)) {
                throw new IllegalStateException("job %d gave %d and not %d".formatted(i, result, result(i)));
            }
            return false;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof WorkerDiedException || e.getCause() instanceof IOException)) {
                throw new IllegalStateException("job %d failed, and not with its worker".formatted(i), e);
            }
            return true;
        }
    }

    private static Job<Integer> job(int i) {
        return () -> {
            long start = System.nanoTime();
            while (System.nanoTime() - start < JOB_NANOS) {
                Thread.onSpinWait();
            }
            return result(i);
        };
    }

    private static int result(int i) {
        return 31 * i + 7;
    }
}
