package dev.weft;

import dev.weft.internal.task.Interruption;
import dev.weft.internal.task.Nullness;
import dev.weft.internal.task.Strand;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A point in time by which something must be done: a value that can be handed on, so that the steps of one request share one
 * limit.
 *
 * <p>Immutable; it keeps the clock of the thread that made it.
 *
 * @see <a href="https://docs.python.org/3/library/asyncio-task.html#asyncio.timeout">asyncio.timeout</a>, from which we
 *     differ: it works in any thread, and time spent waiting for a pool counts where {@link Pool#within} is used
 */
public final class Deadline {
    private final Clock clock;
    private final long startNanos;
    private final long lengthNanos;

    private Deadline(Clock clock, Duration length) {
        this.clock = clock;
        this.startNanos = clock.nanoTime();
        this.lengthNanos = Math.max(0, Nanos.of(length));
    }

    /** Returns the point in time {@code length} from now; zero or less has passed already. */
    public static Deadline after(Duration length) {
        return new Deadline(Clock.current(), length);
    }

    /** Returns the point in time {@code length} from now, by {@code clock}. */
    public static Deadline after(Duration length, Clock clock) {
        return new Deadline(clock, length);
    }

    /** Returns how much time there was in all. */
    public Duration length() {
        return Duration.ofNanos(lengthNanos);
    }

    /** Returns the time that is left, or zero. */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    /** Returns the nanoseconds that are left, or zero. */
    public long remainingNanos() {
        return Math.max(0, lengthNanos - (clock.nanoTime() - startNanos));
    }

    /** Tells whether the time is over. */
    public boolean passed() {
        return remainingNanos() == 0;
    }

    /**
     * Runs {@code block} in the calling thread and interrupts it when {@code limit} has passed. Deadlines nest; an interrupt
     * for one around this one travels on, and none is delivered after its block.
     *
     * @param limit zero or less does not start the block
     * @return the value of the block; also if the time ran out and the block did not notice
     * @throws DeadlineExceededException if the time ran out and an interruption came out of the block, which is the cause
     * @throws X what else the block throws
     */
    public static <T extends @Nullable Object, X extends Exception> T run(Duration limit, Block<T, X> block) throws X {
        return after(limit).run(block);
    }

    /** As {@link #run(Duration, Block)}, for a block without a value. */
    public static <X extends Exception> void run(Duration limit, VoidBlock<X> block) throws X {
        after(limit).run(block);
    }

    /** As {@link #run(Duration, Block)}, for the time that is left. */
    public <X extends Exception> void run(VoidBlock<X> block) throws X {
        this.<@Nullable Void, X>run(() -> {
            block.run();
            return Nullness.asT(null);
        });
    }

    /** As {@link #run(Duration, Block)}, for the time that is left. */
    public <T extends @Nullable Object, X extends Exception> T run(Block<T, X> block) throws X {
        long left = remainingNanos();
        if (left == 0) {
            throw new DeadlineExceededException(
                    "the deadline of %s had passed before the block began".formatted(length()));
        }
        var strand = Strand.current();
        var region = strand.enter();
        var timer = clock.schedule(left, region::fire);
        Throwable thrown = null;
        try {
            return block.run();
        } catch (Throwable e) {
            thrown = e;
            throw e;
        } finally {
            timer.cancel();
            if (strand.leave(region, Interruption.isOne(thrown))) {
                throwExceeded(thrown);
            }
        }
    }

    private void throwExceeded(@Nullable Throwable interruption) {
        throw new DeadlineExceededException("the block was not done within %s".formatted(length()), interruption);
    }
}
