package dev.weft.loop.internal;

import dev.weft.Action;
import dev.weft.Future;
import dev.weft.internal.pool.Lifecycle;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The parts of a loop, put together: pool, engine, thread, watchdog. */
public final class RunningLoop {
    private final LoopPool pool;
    // null where no watchdog looks: a simulation's time stands still while a coroutine runs.
    private final Watchdog.@Nullable Watched watched;
    private final long openedNanos;

    /** What a loop is made with. */
    public record Settings(String name, boolean submitStacks, Duration heldLimit) {}

    private RunningLoop(LoopPool pool, long openedNanos, Watchdog.@Nullable Watched watched) {
        this.pool = pool;
        this.openedNanos = openedNanos;
        this.watched = watched;
    }

    private static RunningLoop watched(LoopPool pool, EventLoop loop, Duration heldLimit) {
        return new RunningLoop(pool, loop.nanoTime(), Watchdog.watch(pool, loop, heldLimit));
    }

    /** Returns the loop of a simulation, whose time begins at zero. */
    public static RunningLoop simulated(LoopPool pool) {
        return new RunningLoop(pool, 0, null);
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
        return watched(pool, loop, settings.heldLimit());
    }

    /** Returns a loop on the thread that {@code executor} runs everything on. */
    public static RunningLoop over(Executor executor, Settings settings) {
        Objects.requireNonNull(executor, "executor");
        JdkAccess.ensureOpen();
        var lifecycle = new Lifecycle<Coroutine>();
        var loop = new EventLoop(lifecycle);
        var pool = poolOf(settings, loop, lifecycle);
        var rescue = new OwnThread(settings.name(), loop, lifecycle::isTerminated);
        loop.attach(
                new GuestThread(settings.name(), executor, loop, rescue, pool::shutdownNow, lifecycle::isTerminated));
        return watched(pool, loop, settings.heldLimit());
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
        return watched == null ? 0 : watched.holds();
    }

    /** Returns how long the longest hold was. */
    public Duration longestHold() {
        return watched == null ? Duration.ZERO : watched.longest();
    }
}
