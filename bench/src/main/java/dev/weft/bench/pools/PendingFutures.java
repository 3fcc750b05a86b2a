package dev.weft.bench.pools;

import dev.weft.Promise;
import dev.weft.ThreadPool;
import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a future that is not done keeps of the heap, with all that its pool keeps for it: what a great many add to it. */
final class PendingFutures {
    private static final Callable<Integer> JOB = () -> 1;

    private PendingFutures() {}

    static void run(Rig rig) throws Exception {
        int many = rig.effort().many();
        rig.compareLarge(new Contest(
                "heap per job in the queue",
                Unit.BYTES,
                queued(many, () -> ours(many), pool -> pool.submit(JOB)),
                List.of(
                        new Peer("ThreadPoolExecutor", queued(many, PendingFutures::fixed, pool -> pool.submit(JOB))),
                        new Peer(
                                "CompletableFuture.supplyAsync in it",
                                queued(
                                        many,
                                        PendingFutures::fixed,
                                        pool -> CompletableFuture.supplyAsync(() -> 1, pool))),
                        new Peer("ForkJoinPool", queued(many, () -> new ForkJoinPool(1), pool -> pool.submit(JOB))))));
        rig.compareLarge(new Contest(
                "heap per job that waits, virtual threads",
                Unit.BYTES,
                waiting(many / 10, ThreadPool::virtual),
                List.of(new Peer(
                        "newVirtualThreadPerTaskExecutor",
                        waiting(many / 10, Executors::newVirtualThreadPerTaskExecutor)))));
        rig.compareLarge(new Contest(
                "heap per promise",
                Unit.BYTES,
                turn -> added(many, () -> Promise.create().future(), () -> {}),
                List.of(new Peer("CompletableFuture", turn -> added(many, CompletableFuture::new, () -> {})))));
    }

    private static ExecutorService ours(int jobs) {
        return ThreadPool.builder().threads(1).queueLimit(2 * jobs).open();
    }

    private static ExecutorService fixed() {
        return Executors.newFixedThreadPool(1);
    }

    /** Measures jobs behind one that holds the only thread of a pool. */
    private static Probe queued(int jobs, Supplier<ExecutorService> opener, Function<ExecutorService, Object> submit) {
        return turn -> {
            var end = new CountDownLatch(1);
            try (var pool = opener.get()) {
                pool.submit(() -> {
                    end.await();
                    return 0;
                });
                var bytes = added(jobs, () -> submit.apply(pool), () -> {});
                end.countDown();
                return bytes;
            }
        };
    }

    /** Measures jobs that have begun and wait, each on its thread. */
    private static Probe waiting(int jobs, Supplier<ExecutorService> opener) {
        return turn -> {
            var begun = new CountDownLatch(jobs);
            var end = new CountDownLatch(1);
            Callable<Integer> job = () -> {
                begun.countDown();
                end.await();
                return 1;
            };
            try (var pool = opener.get()) {
                var bytes = added(jobs, () -> pool.submit(job), () -> awaitUninterrupted(begun));
                end.countDown();
                return bytes;
            }
        };
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    /** Returns how many bytes each of {@code count} futures adds, once {@code settle} has returned. */
    private static double[] added(int count, Supplier<Object> future, Runnable settle) {
        var kept = new Object[count];
        long before = usedHeap();
        try {
            for (int i = 0; i < count; i++) {
                kept[i] = future.get();
            }
            settle.run();
            return new double[] {(double) (usedHeap() - before) / count};
        } finally {
            Reference.reachabilityFence(kept);
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
