package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.internal.task.Task;
import dev.weft.internal.watch.PoolRegistry;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** Runs each job at once, in the thread that submits it. */
public final class SequentialPool extends LocalPool {
    private final Lifecycle<Task<?>> lifecycle = new Lifecycle<>();

    public SequentialPool(String name, Clock clock) {
        super("caller pool", name, clock, false);
        PoolRegistry.add(this);
    }

    @Override
    protected void start(Task<?> task) {
        if (!lifecycle.enter(task)) {
            throw shutDownRejection();
        }
        try {
            task.run();
        } finally {
            lifecycle.leave(task); // here, and not in ended(): jobs inside jobs may overflow the stack anywhere
        }
    }

    @Override
    public int window() {
        return 1;
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
