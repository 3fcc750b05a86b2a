package dev.weft.cli.command;

import dev.weft.Events;
import dev.weft.Future;
import dev.weft.PoolEvent;
import dev.weft.Progress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * Shows on a terminal how far downloads have come: those that are done, and of each that is under way the part that it reports.
 *
 * <p>Any thread may call any method.
 */
final class FetchBar implements AutoCloseable {
    /** So many steps of the bar are a file. */
    private static final long STEPS = 1_000;

    private final ProgressBar bar = new ProgressBarBuilder()
            .setTaskName("fetch")
            .setUnit("", STEPS)
            .setInitialMax(0)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build();
    private final Events.Subscription subscription = Events.subscribe(this::onEvent);

    private final ReentrantLock lock = new ReentrantLock();
    // Both guarded by lock: how many steps of its file each job that runs has come, and how many files are done.
    private final Map<Future<?>, Long> underWay = new HashMap<>();
    private long done;

    /** Says how many files there are so far. */
    void expect(long files) {
        bar.maxHint(files * STEPS);
    }

    /** Says how many files are done. */
    void stepTo(long files) {
        lock.lock();
        try {
            done = files;
            show();
        } finally {
            lock.unlock();
        }
    }

    private void onEvent(PoolEvent event) {
        if (event instanceof PoolEvent.JobProgressed(var _, var job, var progress)) {
            progressed(job, progress);
        } else if (event instanceof PoolEvent.JobEnded(var _, var job)) {
            ended(job);
        }
    }

    private void progressed(Future<?> job, Progress progress) {
        lock.lock();
        try {
            underWay.put(job, (long) (progress.fraction() * STEPS));
            show();
        } finally {
            lock.unlock();
        }
    }

    private void ended(Future<?> job) {
        lock.lock();
        try {
            underWay.remove(job);
        } finally {
            lock.unlock();
        }
    }

    private void show() {
        bar.stepTo(done * STEPS
                + underWay.values().stream().mapToLong(part -> part).sum());
    }

    /** Removes the bar from its line, for another line to be printed; it comes back by itself. */
    void clear() {
        System.err.print("\r\033[K");
        System.err.flush();
    }

    @Override
    public void close() {
        subscription.close();
        bar.close();
    }
}
