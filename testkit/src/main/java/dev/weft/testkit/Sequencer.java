package dev.weft.testkit;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocks of code in several threads run in one order: each block begins when the one before it has ended.
 *
 * <pre>{@code
 * var sequencer = new Sequencer();
 * // in one thread
 * try (var _ = sequencer.at(0)) { first(); }
 * try (var _ = sequencer.at(2)) { third(); }
 * // in another
 * try (var _ = sequencer.at(1)) { second(); }
 * }</pre>
 *
 * <p>Any thread of one JVM may call any method; each step is taken once.
 *
 * @see <a href="https://trio.readthedocs.io/en/stable/reference-testing.html#trio.testing.Sequencer">trio.testing.Sequencer</a>
 */
public final class Sequencer {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final Set<Integer> taken = new HashSet<>();
    // Guarded by lock: the step whose turn it is; all before it have ended.
    private int turn;
    // Guarded by lock: why the order cannot be kept any more.
    private @Nullable String broken;

    /** Makes a sequencer whose first step is 0. */
    public Sequencer() {}

    /** A step that has begun; the next one begins when this is closed. */
    @FunctionalInterface
    public interface Step extends AutoCloseable {
        /** Ends the step. */
        @Override
        void close();
    }

    /**
     * Waits until the steps before {@code step} have ended, and begins it.
     *
     * <p>A wait that is interrupted or takes longer than {@link Signal#SAFETY_LIMIT} breaks the order: every other wait fails,
     * too, instead of waiting for a step that will not come.
     *
     * @throws IllegalArgumentException if {@code step} is negative
     * @throws IllegalStateException if this step was begun before, or the order is broken
     * @throws AssertionError if the steps before it have not ended in time
     * @throws InterruptedException if interrupted while waiting
     */
    public Step at(int step) throws InterruptedException {
        lock.lock();
        try {
            take(step);
            awaitTurn(step);
            return () -> end(step);
        } finally {
            lock.unlock();
        }
    }

    private void take(int step) {
        if (step < 0) {
            throw new IllegalArgumentException("steps count from 0, was " + step);
        }
        if (!taken.add(step)) {
            throw new IllegalStateException("step %d was begun before: each step is taken once".formatted(step));
        }
    }

    private void awaitTurn(int step) throws InterruptedException {
        long leftNanos = Signal.SAFETY_LIMIT.toNanos();
        while (true) {
            if (broken != null) {
                throw new IllegalStateException("step %d cannot begin: %s".formatted(step, broken));
            }
            if (turn == step) {
                return;
            }
            if (leftNanos <= 0) {
                fail("step %d waited %s for step %d to end".formatted(step, Signal.SAFETY_LIMIT, turn));
                throw new AssertionError(broken);
            }
            try {
                leftNanos = changed.awaitNanos(leftNanos);
            } catch (InterruptedException e) {
                fail("step %d was interrupted while it waited for step %d to end".formatted(step, turn));
                throw e;
            }
        }
    }

    private void fail(String reason) {
        broken = reason;
        changed.signalAll();
    }

    private void end(int step) {
        lock.lock();
        try {
            if (turn == step) {
                turn++;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return "Sequencer[%s]".formatted(broken == null ? "step " + turn : broken);
        } finally {
            lock.unlock();
        }
    }
}
