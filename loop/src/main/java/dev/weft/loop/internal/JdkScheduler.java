package dev.weft.loop.internal;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the JDK sees as the scheduler of a loop's coroutines.
 *
 * <p>It extends {@link ForkJoinPool}, and has no thread, because {@code VirtualThread} hands its timed waits to a scheduler only
 * where that is one; so they come to the loop's own timers. Child virtual threads, and the JDK's own pollers, inherit the
 * scheduler of the thread that starts them: what is not a coroutine is passed on to the JDK's default.
 */
final class JdkScheduler extends ForkJoinPool {
    private final Engine engine;
    private final Consumer<Coroutine> whenStarted;

    /** Makes a scheduler that tells {@code whenStarted} of each coroutine nobody has counted before it starts. */
    JdkScheduler(Engine engine, Consumer<Coroutine> whenStarted) {
        super(1);
        this.engine = engine;
        this.whenStarted = whenStarted;
    }

    /** Called where a virtual thread starts, yields, or is woken, by any thread; to refuse would lose one that has started. */
    @Override
    public void execute(Runnable task) {
        if (!(task instanceof Coroutine coroutine)) {
            JdkThreads.defaultScheduler().execute(task);
            return;
        }
        if (coroutine.countNow()) {
            whenStarted.accept(coroutine);
        }
        engine.ready(coroutine);
    }

    /** Called on the carrier of a thread that begins a timed wait; {@code wake} may only run there. */
    @Override
    public ScheduledFuture<?> schedule(Runnable wake, long delay, TimeUnit unit) {
        return engine.isCarrier()
                ? engine.wakeAfter(unit.toNanos(delay), wake)
                : JdkThreads.defaultScheduler().schedule(wake, delay, unit);
    }
}
