package dev.weft.http.internal.net;

import dev.weft.Promise;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way from an event loop to a reader: a reader that finds nothing waits here, and a peer is held up while much waits to be read.
 * What is on its way is kept by the owner, and touched by what runs in this one's methods, with its lock, only.
 */
public final class Inflow {
    /** How many bytes may wait before the peer is held up; what comes at once may pass over it. */
    public static final int MOST_WAITING = 128 * 1024;

    private static final int FEW_WAITING = MOST_WAITING / 4;

    /** Lets the peer go on or holds it up; told with the lock, so that the last word counts. */
    @FunctionalInterface
    public interface Gate {
        void reading(boolean on);
    }

    /** Takes what is there, with the lock; {@code null} if that is not enough. */
    @FunctionalInterface
    public interface Attempt<T, X extends Exception> {
        @Nullable
        T take() throws X;
    }

    private final String name;
    private final IntSupplier waiting;
    private final Waiting all;
    private final Gate gate;

    private final ReentrantLock lock = new ReentrantLock();
    // The rest is guarded by lock.
    private boolean heldUp;
    // How much may come beside what waits here; and how much of both is counted in all.
    private int reserved;
    private int counted;
    private boolean ended;
    private @Nullable Throwable failure;
    // Set while the reader waits.
    private @Nullable Promise<Boolean> arrival;

    /**
     * Makes a way on which nothing is.
     *
     * @param name of what a reader waits for, as users see it
     * @param waiting counts what is on the way, in bytes
     * @param heldUp whether the peer is held up until somebody reads
     */
    public Inflow(String name, IntSupplier waiting, boolean heldUp, Gate gate) {
        this(name, waiting, Waiting.IN_JVM, heldUp, gate);
    }

    Inflow(String name, IntSupplier waiting, Waiting all, boolean heldUp, Gate gate) {
        this.name = name;
        this.waiting = waiting;
        this.all = all;
        this.heldUp = heldUp;
        this.gate = gate;
    }

    // ---- on the event loop

    /** Has {@code add} put something in, unless it has ended. */
    public void put(Runnable add) {
        Promise<Boolean> reader;
        lock.lock();
        try {
            if (ended) {
                return;
            }
            add.run();
            count();
            if (!heldUp && (waiting.getAsInt() >= MOST_WAITING || all.isMuch())) {
                heldUp = true;
                gate.reading(false);
            }
            reader = takeArrival();
        } finally {
            lock.unlock();
        }
        wake(reader);
    }

    /** Ends what comes: whole, or by {@code reason}. Only the first end counts. */
    public void end(@Nullable Throwable reason) {
        Promise<Boolean> reader = null;
        lock.lock();
        try {
            if (!ended) {
                letGoOn(); // what comes after it is not ours
                ended = true;
                failure = reason;
                count();
                reader = takeArrival();
            }
        } finally {
            lock.unlock();
        }
        wake(reader);
    }

    private @Nullable Promise<Boolean> takeArrival() {
        var taken = arrival;
        arrival = null;
        return taken;
    }

    private static void wake(@Nullable Promise<Boolean> reader) {
        if (reader != null) {
            reader.trySucceed(true);
        }
    }

    // ---- in the reader

    /**
     * Returns what {@code attempt} gives, which is tried again whenever something has come, until that is not {@code null} or
     * nothing more can come.
     *
     * @param limit how long to wait; {@code null} without limit
     * @throws dev.weft.WaitTimeoutException if the time ran out
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted
     */
    public <T, X extends Exception> @Nullable T take(@Nullable Duration limit, Attempt<T, X> attempt) throws X {
        while (true) {
            Promise<Boolean> toAwait;
            lock.lock();
            try {
                var value = attempt.take();
                if (value != null || ended) {
                    if (waiting.getAsInt() <= FEW_WAITING && !all.isMuch()) {
                        letGoOn();
                    }
                    return value;
                }
                letGoOn();
                toAwait = arrival == null ? Promise.named(name) : arrival;
                arrival = toAwait;
            } finally {
                count();
                lock.unlock();
            }
            if (limit == null) {
                toAwait.future().result();
            } else {
                toAwait.future().result(limit);
            }
        }
    }

    // ---- anywhere

    /** Returns what {@code look} does, with the lock. */
    public <T extends @Nullable Object> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            count();
            lock.unlock();
        }
    }

    // ---- with the lock

    /** Counts in all what waits here; no longer after the end, as what is left then is the reader's, if it still wants it. */
    private void count() {
        int now = ended ? 0 : waiting.getAsInt() + reserved;
        all.add(now - counted);
        counted = now;
    }

    /** Reserves room for {@code bytes} more, which come whether the peer is held up or not; {@code false} if there is none. */
    boolean tryReserve(int bytes) {
        boolean room = !ended && !all.isMuch();
        reserved = room ? bytes : reserved;
        return room;
    }

    /** Gives back what was reserved: nothing is kept any more. */
    void unreserve() {
        reserved = 0;
    }

    /** Lets the peer go on, if it is held up and may have more. */
    public void letGoOn() {
        if (heldUp && !ended) {
            heldUp = false;
            gate.reading(true);
        }
    }

    /** Tells whether the peer is held up. */
    public boolean isHeldUp() {
        return heldUp;
    }

    /** Tells whether nothing more comes. */
    public boolean isEnded() {
        return ended;
    }

    /** Returns what it ended by; {@code null} if it is whole, or has not ended. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Has it counted as whole, whatever it ended by: nobody wants to know. */
    public void forgetFailure() {
        failure = null;
    }
}
