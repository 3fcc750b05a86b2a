package dev.weft.testkit;

import dev.weft.Future;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.PoolTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pool of one's own, as a user would write it: an executor of the JDK that runs Weft's tasks. */
final class ExamplePool implements Pool {
    private final Set<PoolTask<?>> running = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;
    private volatile boolean cancelling;

    ExamplePool(int places) {
        threads = new ThreadPoolExecutor(places, places, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    @Override
    public String name() {
        return "example";
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(JobOptions options, Callable<? extends T> job) {
        var task = PoolTask.<T>of(this, options, job);
        try {
            threads.execute(new Turn(task));
        } catch (RejectedExecutionException e) {
            task.future().cancel();
            throw e;
        }
        return task.future();
    }

    /** One task on its thread. */
    private final class Turn implements Runnable {
        private final PoolTask<?> task;

        Turn(PoolTask<?> task) {
            this.task = task;
        }

        @Override
        public void run() {
            running.add(task);
            try {
                if (cancelling) {
                    task.future().cancel();
                }
                task.run();
            } finally {
                running.remove(task);
            }
        }

        Runnable neverRan() {
            task.future().cancel();
            return task.original();
        }
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        cancelling = true;
        threads.shutdown();
        var waiting = new ArrayList<Runnable>();
        threads.getQueue().drainTo(waiting);
        threads.shutdown(); // once more, for threads that wait at the queue, which was emptied behind their backs
        running.forEach(task -> task.future().cancel());
        return waiting.stream().map(turn -> ((Turn) turn).neverRan()).toList();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
