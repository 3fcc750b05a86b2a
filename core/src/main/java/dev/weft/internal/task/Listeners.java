package dev.weft.internal.task;

import dev.weft.internal.time.InternalThread;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A lock-free stack of listeners in a field of a future, closed for good when its event happens: whoever pushes before that
 * is told by the closer, in order of pushing; whoever comes later is told by itself.
 *
 * <p>The field is named by a {@link VarHandle}, since a future has two stacks and there are millions of futures.
 */
final class Listeners {
    private static final Listener CLOSED = new Listener.Closed();

    private Listeners() {}

    /** Adds {@code listener}; {@code false} means that the event has happened and the listener was not taken. */
    static boolean push(VarHandle stack, FutureCell<?> future, Listener listener) {
        while (true) {
            var top = (@Nullable Listener) stack.getVolatile(future);
            if (top == CLOSED) {
                return false;
            }
            listener.next = top;
            if (stack.compareAndSet(future, top, listener)) {
                return true;
            }
        }
    }

    /** Adds {@code listener}, or tells it in the caller if the event has happened. */
    static void pushOrFire(VarHandle stack, FutureCell<?> future, Listener listener) {
        if (!push(stack, future, listener)) {
            listener.fire();
        }
    }

    /**
     * Closes the stack and tells everybody in it, in order of pushing: first those that only wake somebody, then the callbacks
     * of users, which leave the thread if it is one of ours, or is deep in callbacks already.
     */
    static void close(VarHandle stack, FutureCell<?> future) {
        if (stack.compareAndSet(future, null, CLOSED)) {
            return;
        }
        var told = new ArrayList<Listener>(1);
        for (var at = (@Nullable Listener) stack.getAndSet(future, CLOSED); at != null; at = at.next) {
            if (!at.removed) {
                told.add(at);
            }
        }
        var callbacks = new ArrayList<Listener>(0);
        for (var listener : told.reversed()) {
            if (listener.callsUser()) {
                callbacks.add(listener);
            } else {
                listener.fire();
            }
        }
        if (!callbacks.isEmpty()
                && (InternalThread.isCurrent() || !Strand.current().callBack(callbacks))) {
            Thread.startVirtualThread(() -> callbacks.forEach(Listener::fire));
        }
    }

    /** Takes {@code listener} out, so that many waits for one future leave nothing behind. */
    static void remove(VarHandle stack, FutureCell<?> future, Listener listener) {
        listener.removed = true;
        // Only removed nodes are ever skipped, so no race loses a live one; a removal that loses a race leaves its node
        // marked, and the next removal takes it out. close() only follows the links.
        Listener previous = null;
        for (var at = (@Nullable Listener) stack.getVolatile(future); at != null && at != CLOSED; at = at.next) {
            if (!at.removed) {
                previous = at;
            } else if (previous != null) {
                previous.next = at.next;
            } else if (!stack.compareAndSet(future, at, at.next)) {
                remove(stack, future, listener);
                return;
            }
        }
    }
}
