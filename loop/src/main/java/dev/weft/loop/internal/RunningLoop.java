package dev.weft.loop.internal;

import dev.weft.Action;
import dev.weft.Future;
import dev.weft.internal.pool.Lifecycle;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/** The parts of a loop in real time, put together: pool, engine, thread, watchdog. */
public final class RunningLoop {
    private final LoopPool pool;
    private final Watchdog.Watched watched;
    private final long openedNanos;

    /** What a loop is made with. */
    public record Settings(String name, boolean submitStacks, Duration heldLimit) {}

    private RunningLoop(LoopPool pool, EventLoop loop, Duration heldLimit) {
        this.pool = pool;
        this.openedNanos = loop.nanoTime();
        this.watched = Watchdog.watch(pool, loop, heldLimit);
    }

    /** Returns a loop on a thread of its own, which ends with it. */
    public static RunningLoop onThreadOfItsOwn(Settings settings) {
        JdkAccess.ensureOpen();
        var lifecycle = new Lifecycle<Coroutine>();
        var loop = new EventLoop(lifecycle);
        var thread = new OwnThread(settings.name(), loop, lifecycle::isTerminated);
        loop.attach(thread);
        var pool = poolOf(settings, loop, lifecycle);
        thread.start();
        return new RunningLoop(pool, loop, settings.heldLimit());
    }

    /** Returns a loop on the thread that {@code executor} runs everything on. */
    public static RunningLoop over(Executor executor, Settings settings) {
        Objects.requireNonNull(executor, "executor");
        JdkAccess.ensureOpen();
        var lifecycle = new Lifecycle<Coroutine>();
        var loop = new EventLoop(lifecycle);
        var pool = poolOf(settings, loop, lifecycle);
        var rescue = new OwnThread(settings.name(), loop, lifecycle::isTerminated);
        loop.attach(new GuestThread(settings.name(), executor, loop, rescue, pool::shutdownNow));
        return new RunningLoop(pool, loop, settings.heldLimit());
    }

    private static LoopPool poolOf(Settings settings, EventLoop loop, Lifecycle<Coroutine> lifecycle) {
        return new LoopPool(settings.name(), settings.submitStacks(), loop, new LoopClock(loop), lifecycle);
    }

    public LoopPool pool() {
        return pool;
    }

    /** Returns how long ago the loop was opened. */
    public Duration time() {
        return Duration.ofNanos(pool.clock().nanoTime() - openedNanos);
    }

    /** Has {@code callback} run when {@link #time} shows {@code when}. */
    public Future<?> at(Duration when, Action callback) {
        return pool.at(openedNanos + Nanos.of(when), callback);
    }

    /** Returns how often the loop was held for longer than its limit. */
    public long holds() {
        return watched.holds();
    }

    /** Returns how long the longest hold was. */
    public Duration longestHold() {
        return watched.longest();
    }
}
