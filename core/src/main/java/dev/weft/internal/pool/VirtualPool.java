package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.internal.task.Task;
import dev.weft.internal.watch.PoolRegistry;
import java.util.Collection;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Runs each job on a virtual thread of its own.
 *
 * <p>It starts the threads itself, where the JDK's executor would keep a second set of what runs beside ours.
 */
public final class VirtualPool extends LocalPool {
    private final Lifecycle<Task<?>> lifecycle = new Lifecycle<>();

    private final ThreadFactory threads;

    public VirtualPool(String name, Clock clock, boolean submitStacks) {
        super("virtual threads", name, clock, submitStacks);
        this.threads = Thread.ofVirtual().name(name).factory();
        PoolRegistry.add(this);
    }

    @Override
    protected void start(Task<?> task) {
        var thread = threads.newThread(task);
        if (!lifecycle.enter(thread, task)) {
            throw shutDownRejection();
        }
        try {
            thread.start();
        } catch (Throwable e) {
            lifecycle.leave(thread);
            throw e;
        }
    }

    @Override
    public void ended(Task<?> task) {
        lifecycle.leave(Thread.currentThread());
    }

    @Override
    public int window() {
        return 256;
    }

    @Override
    protected boolean submitsAtOnce() {
        return true;
    }

    @Override
    public int threads() {
        return 0;
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public Collection<Task<?>> running() {
        return lifecycle.inside();
    }

    @Override
    protected void stopTaking() {
        lifecycle.shutdown();
    }

    @Override
    public boolean isShutdown() {
        return lifecycle.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return lifecycle.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return lifecycle.awaitTermination(timeout, unit);
    }
}
