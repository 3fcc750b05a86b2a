package dev.weft.bench.pools;

import static dev.weft.bench.pools.PoolsSuite.AS_THE_JDK;
import static dev.weft.bench.pools.PoolsSuite.THREADS;

import dev.weft.ThreadPool;
import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Pipeline;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/** How many empty jobs go through a pool in a second: each submitter submits a window of them, and waits for all. */
final class JobsPerSecond {
    private static final double AGAINST_PYTHON = 20;
    private static final int MANY = 4;

    private JobsPerSecond() {}

    static void run(Rig rig) throws Exception {
        for (int submitters : new int[] {1, MANY}) {
            onPlatformThreads(rig, submitters);
            onVirtualThreads(rig, submitters);
        }
        withSubmitStacks(rig);
    }

    private static void onPlatformThreads(Rig rig, int submitters) throws Exception {
        try (var ours = ThreadPool.open(THREADS);
                var fixed = Executors.newFixedThreadPool(THREADS);
                var forkJoin = new ForkJoinPool(THREADS)) {
            var peers = new ArrayList<>(List.of(
                    new Peer("ThreadPoolExecutor", jobs(fixed, submitters), AS_THE_JDK),
                    new Peer("ForkJoinPool", jobs(forkJoin, submitters))));
            var python = rig.python();
            if (python != null) {
                Probe jobs = turn -> python.measure(
                        "jobs_per_second %d %d %d %d".formatted(THREADS, submitters, Pipeline.WINDOW, turn.toMillis()));
                peers.add(new Peer("Python ThreadPoolExecutor", jobs, AGAINST_PYTHON));
            }
            rig.compare(new Contest(
                    "jobs per second, platform" + from(submitters),
                    Unit.JOBS_PER_SECOND,
                    jobs(ours, submitters),
                    peers));
        }
    }

    private static void onVirtualThreads(Rig rig, int submitters) throws Exception {
        try (var ours = ThreadPool.virtual();
                var jdk = Executors.newVirtualThreadPerTaskExecutor()) {
            var peers = List.of(new Peer("newVirtualThreadPerTaskExecutor", jobs(jdk, submitters), AS_THE_JDK));
            rig.compare(new Contest(
                    "jobs per second, virtual" + from(submitters),
                    Unit.JOBS_PER_SECOND,
                    jobs(ours, submitters),
                    peers));
        }
    }

    private static void withSubmitStacks(Rig rig) throws Exception {
        try (var ours = ThreadPool.builder().threads(THREADS).submitStacks(true).open();
                var without = ThreadPool.open(THREADS)) {
            var peers = List.of(new Peer("ours without submit stacks", jobs(without, 1)));
            rig.compare(new Contest("jobs per second, with submit stacks", Unit.JOBS_PER_SECOND, jobs(ours, 1), peers));
        }
    }

    private static String from(int submitters) {
        return ", %d submitter%s".formatted(submitters, submitters == 1 ? "" : "s");
    }

    private static Probe jobs(ExecutorService pool, int submitters) {
        Callable<Integer> job = () -> 1;
        return Pipeline.of(submitters, () -> pool.submit(job));
    }
}
