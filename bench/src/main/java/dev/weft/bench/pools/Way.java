package dev.weft.bench.pools;

import static dev.weft.bench.pools.PoolsSuite.THREADS;

import dev.weft.Fn;
import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.ThreadPool;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A way to run a great many jobs and to add up their results. */
enum Way {
    MAP("map") {
        @Override
        long sum(int jobs) {
            long sum = 0;
            try (var pool = ThreadPool.open(THREADS);
                    var results = pool.map(JOB, IntStream.range(0, jobs).boxed())) {
                for (int result : results) {
                    sum += result;
                }
            }
            return sum;
        }
    },
    AS_COMPLETED("asCompleted") {
        @Override
        long sum(int jobs) {
            long sum = 0;
            try (var pool = ThreadPool.open(THREADS);
                    var futures = pool.asCompleted(JOB, IntStream.range(0, jobs).boxed())) {
                for (var future : futures) {
                    sum += future.result();
                }
            }
            return sum;
        }
    },
    AS_COMPLETED_OF_FUTURES("asCompleted of futures") {
        @Override
        long sum(int jobs) {
            long sum = 0;
            try (var pool = ThreadPool.open(THREADS)) {
                var futures = new ArrayList<Future<Integer>>(jobs);
                for (int i = 0; i < jobs; i++) {
                    futures.add(pool.submit(job(i)));
                }
                for (var future : Futures.asCompleted(futures)) {
                    sum += future.result();
                }
            }
            return sum;
        }
    },
    INVOKE_ALL("ThreadPoolExecutor.invokeAll") {
        @Override
        long sum(int jobs) throws Exception {
            long sum = 0;
            try (var pool = Executors.newFixedThreadPool(THREADS)) {
                for (var future : pool.invokeAll(
                        IntStream.range(0, jobs).mapToObj(Way::job).toList())) {
                    sum += future.get();
                }
            }
            return sum;
        }
    },
    COMPLETION_SERVICE("ExecutorCompletionService") {
        @Override
        long sum(int jobs) throws Exception {
            long sum = 0;
            try (var pool = Executors.newFixedThreadPool(THREADS)) {
                var completions = new ExecutorCompletionService<Integer>(pool);
                for (int i = 0; i < jobs; i++) {
                    completions.submit(job(i));
                }
                for (int i = 0; i < jobs; i++) {
                    sum += completions.take().get();
                }
            }
            return sum;
        }
    };

    private static final Fn<Integer, Integer> JOB = i -> i + 1;

    private final String title;

    Way(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Runs the jobs and returns the sum of their results: 1 + 2 + ... + {@code jobs}. */
    abstract long sum(int jobs) throws Exception;

    private static Callable<Integer> job(int i) {
        return () -> i + 1;
    }
}
