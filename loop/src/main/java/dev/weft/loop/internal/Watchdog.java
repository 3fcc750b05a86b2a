package dev.weft.loop.internal;

import dev.weft.internal.time.InternalThread;
import dev.weft.internal.watch.EventBus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all loops of this JVM now and then, and says so while one of them is held: kept from its coroutines by one that does
 * not give its thread back.
 *
 * <p>The loops only count their turns; the watchdog keeps the time. While every loop is idle it is, too, until one wakes it.
 */
final class Watchdog {
    private static final System.Logger LOG = System.getLogger("dev.weft");
    private static final long SHORTEST_TICK_NANOS = 1_000_000;
    private static final long LONGEST_TICK_NANOS = 1_000_000_000;
    private static final int LOUDER = 10;

    private static final Collection<Watched> LOOPS = new ConcurrentLinkedQueue<>();

    private Watchdog() {}

    /** The thread, started with the first loop. */
    private static final class Started {
        static final Thread THREAD = new InternalThread(Watchdog::patrol, "weft-watchdog");

        static {
            THREAD.start();
        }
    }

    // Whether every loop was idle when the watchdog last looked, and it looks only now and then.
    private static volatile boolean dozing;

    /** A loop under watch; the fields without a word are the watchdog's. */
    static final class Watched {
        private final LoopPool pool;
        private final EventLoop loop;
        private final long limitNanos;

        private long turns;
        private long sinceNanos = System.nanoTime();
        private long reportAtNanos;

        // Written by the watchdog, read by anybody.
        private volatile long holds;
        private volatile long longestNanos;

        private Watched(LoopPool pool, EventLoop loop, Duration limit) {
            this.pool = pool;
            this.loop = loop;
            this.limitNanos = Math.max(1, limit.toNanos());
            this.reportAtNanos = limitNanos;
        }

        /** Returns how often the loop was held for longer than its limit. */
        long holds() {
            return holds;
        }

        /** Returns how long the longest hold was, as far as the watchdog has looked. */
        Duration longest() {
            return Duration.ofNanos(longestNanos);
        }

        /** Looks whether the loop is held; tells whether it has done anything, or does. */
        private boolean look(long now) {
            long seen = loop.turns();
            boolean goesOn = seen != turns;
            if (goesOn || !loop.isBusy()) {
                turns = seen;
                restart(now);
                return goesOn;
            }
            long heldNanos = now - sinceNanos;
            if (heldNanos >= limitNanos) {
                longestNanos = Math.max(longestNanos, heldNanos);
            }
            if (heldNanos >= reportAtNanos) {
                report(heldNanos);
            }
            return true;
        }

        /** Does not count the last {@code nanos}; what was reported is not reported again. */
        private void forgive(long nanos, long now) {
            sinceNanos = Math.min(sinceNanos + nanos, now);
        }

        private void restart(long now) {
            sinceNanos = now;
            reportAtNanos = limitNanos;
        }

        private void report(long heldNanos) {
            if (reportAtNanos == limitNanos) {
                long before = holds;
                holds = before + 1;
            }
            reportAtNanos = reportAtNanos * LOUDER;
            var coroutine = loop.current();
            var stack = stack(coroutine);
            if (loop.turns() != turns) {
                return; // it has gone on while we looked
            }
            var heldFor = Duration.ofMillis(heldNanos / 1_000_000);
            var job = coroutine == null ? "an action on its own thread" : coroutine.name();
            LOG.log(System.Logger.Level.WARNING, () -> message(job, heldFor, stack));
            EventBus.loopHeld(pool.name(), job, heldFor, stack);
        }

        private List<StackTraceElement> stack(@Nullable Coroutine coroutine) {
            var shown = coroutine == null ? loop.carrier() : loop.stackOf(coroutine);
            return shown == null ? List.of() : List.of(shown.getStackTrace());
        }

        private String message(String job, Duration heldFor, List<StackTraceElement> stack) {
            return "loop '%s' is held for %d ms by '%s': no other coroutine can run; move what does not suspend to a pool, by loop.on(pool, job)%s"
                    .formatted(
                            pool.name(),
                            heldFor.toMillis(),
                            job,
                            stack.stream().map(frame -> "\n\tat " + frame).collect(Collectors.joining()));
        }
    }

    /** Watches {@code loop} until its pool has terminated. */
    static Watched watch(LoopPool pool, EventLoop loop, Duration limit) {
        var watched = new Watched(pool, loop, limit);
        LOOPS.add(watched);
        LockSupport.unpark(Started.THREAD);
        return watched;
    }

    /** Hears that a loop begins to work after it was idle; one that is not heard is noticed within a second. */
    static void wake() {
        if (dozing) {
            dozing = false;
            LockSupport.unpark(Started.THREAD);
        }
    }

    private static void patrol() {
        long last = System.nanoTime();
        boolean active = true;
        while (true) {
            long tick = active ? tickNanos() : LONGEST_TICK_NANOS;
            dozing = !active;
            LockSupport.parkNanos(Watchdog.class, tick);
            long now = System.nanoTime();
            long late = now - last - tick;
            if (late > tick) {
                // Everybody was stopped, or the machine is overloaded: no coroutine's fault.
                LOOPS.forEach(each -> each.forgive(late, now));
            }
            last = now;
            active = look(now);
        }
    }

    /** Looks at all loops; tells whether one of them has done anything since the last time. */
    private static boolean look(long now) {
        LOOPS.removeIf(each -> each.pool.isTerminated());
        boolean active = false;
        for (var each : LOOPS) {
            each.loop.checkHost();
            active |= each.look(now);
        }
        return active;
    }

    private static long tickNanos() {
        long shortest = LONGEST_TICK_NANOS;
        for (var each : LOOPS) {
            shortest = Math.min(shortest, each.limitNanos / 2);
        }
        return Math.max(SHORTEST_TICK_NANOS, shortest);
    }
}
