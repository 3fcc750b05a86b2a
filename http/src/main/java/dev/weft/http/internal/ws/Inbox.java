package dev.weft.http.internal.ws;

import dev.weft.Promise;
import dev.weft.http.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages that have come and wait to be received: when they are many, the peer is held up.
 *
 * <p>The event loop puts them in, the reader takes them out.
 */
final class Inbox {
    static final int MOST_WAITING = 128 * 1024;
    // What a message costs beside its content: a flood of empty ones is held up, too.
    private static final int OVERHEAD = 64;

    private final String name;
    // Has the socket read on or not; told with the lock, so that the last word counts.
    private final Gate gate;

    /** Lets the peer go on or holds it up. */
    interface Gate {
        void reading(boolean on);
    }

    private final ReentrantLock lock = new ReentrantLock();
    // The rest is guarded by lock.
    private final ArrayDeque<Message> messages = new ArrayDeque<>();
    private int waiting;
    private boolean heldUp;
    private boolean ended;
    private @Nullable RuntimeException failure;
    // Set while the reader waits.
    private @Nullable Promise<Boolean> arrival;

    Inbox(String name, Gate gate) {
        this.name = name;
        this.gate = gate;
    }

    private static int costOf(Message message) {
        return OVERHEAD
                + switch (message) {
                    case Message.Text text -> text.text().length();
                    case Message.Binary binary -> binary.bytes().length;
                };
    }

    void put(Message message) {
        Promise<Boolean> reader;
        lock.lock();
        try {
            if (ended) {
                return; // closed here: nobody receives any more
            }
            messages.add(message);
            waiting += costOf(message);
            if (waiting >= MOST_WAITING && !heldUp) {
                heldUp = true;
                gate.reading(false);
            }
            reader = takeArrival();
        } finally {
            lock.unlock();
        }
        wake(reader);
    }

    /** Says that nothing more comes, and why if that is a failure. Only the first end counts. */
    void end(@Nullable RuntimeException reason) {
        Promise<Boolean> reader = null;
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                failure = reason;
                reader = takeArrival();
            }
        } finally {
            lock.unlock();
        }
        wake(reader);
    }

    /** Drops what waits, and whatever comes after it. */
    void discard() {
        end(null);
        lock.lock();
        try {
            messages.clear();
            waiting = 0;
            failure = null;
            letGoOn();
        } finally {
            lock.unlock();
        }
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

    private void letGoOn() {
        if (heldUp) {
            heldUp = false;
            gate.reading(true);
        }
    }

    boolean isHeldUp() {
        lock.lock();
        try {
            return heldUp;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next message, waiting for it; {@code null} at the end. */
    @Nullable
    Message take(@Nullable Duration limit) {
        while (true) {
            Promise<Boolean> toAwait;
            lock.lock();
            try {
                var message = messages.poll();
                if (message != null) {
                    waiting -= costOf(message);
                    if (waiting <= MOST_WAITING / 4) {
                        letGoOn();
                    }
                    return message;
                }
                if (failure != null) {
                    throw failure;
                }
                if (ended) {
                    return null;
                }
                toAwait = arrival == null ? Promise.named(name) : arrival;
                arrival = toAwait;
            } finally {
                lock.unlock();
            }
            if (limit == null) {
                toAwait.future().result();
            } else {
                toAwait.future().result(limit);
            }
        }
    }
}
