package dev.weft.internal.task;

import dev.weft.internal.time.InternalThread;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A lock-free stack of listeners in a field of each future, emptied for good when its event happens: whoever pushes before
 * that is told by the closer, in order of pushing; whoever comes later is told by itself.
 *
 * <p>A stack that nobody pushed to is only read when its event happens, which is what most futures see. So the closer makes
 * the event before it looks at the stack, and who pushes looks at the event afterwards: at least one of the two notices. If both
 * do, the listener is told by the one who claims it.
 *
 * @param stack names the field, since a future has two stacks and there are millions of futures
 * @param event tells whether it has happened
 */
record Listeners(VarHandle stack, Predicate<FutureCell<?>> event) {
    private static final int MOST_LOOKED_AT = 100;
    private static final Listener CLOSED = new Listener.Closed();

    /** Adds {@code listener}; {@code false} means that the event has happened and the listener was not taken. */
    boolean push(FutureCell<?> future, Listener listener) {
        while (!event.test(future)) {
            var top = (@Nullable Listener) stack.getVolatile(future);
            listener.next = top;
            if (top != CLOSED && stack.compareAndSet(future, top, listener)) {
                return !event.test(future) || !remove(future, listener);
            }
        }
        return false;
    }

    /** Adds {@code listener}, or tells it in the caller if the event has happened. */
    void pushOrFire(FutureCell<?> future, Listener listener) {
        if (!push(future, listener)) {
            listener.fire();
        }
    }

    /**
     * Empties the stack, once the event has happened, and tells everybody in it, in order of pushing: first those that only wake
     * somebody, then the callbacks of users, which leave the thread if it is one of ours, or is deep in callbacks already.
     */
    void close(FutureCell<?> future) {
        // Apart from the telling, so that it is compiled into its callers, where the handle is a constant.
        if (stack.getVolatile(future) != null) {
            tell(future, (@Nullable Listener) stack.getAndSet(future, CLOSED));
        }
    }

    private static void tell(FutureCell<?> future, @Nullable Listener top) {
        var told = new ArrayList<Listener>(1);
        for (var at = top; at != null; at = at.next) {
            if (at.claim()) {
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
        if (!callbacks.isEmpty()) {
            callBack(future, callbacks);
        }
    }

    private static void callBack(FutureCell<?> future, List<Listener> callbacks) {
        Runnable all = () -> callbacks.forEach(Listener::fire);
        boolean elsewhere = future.home().callBack(future, all);
        if (!elsewhere && (InternalThread.isCurrent() || !Strand.current().callBack(all))) {
            Thread.startVirtualThread(all);
        }
    }

    /**
     * Takes {@code listener} back, so that many waits for one future leave nothing behind; {@code false} means that it has been
     * or is about to be told, or was taken back before.
     *
     * <p>It leaves the stack, if it is near the top, as the latest are, with what else was taken back there. What was further down
     * leaves when those above it have gone, so that ten thousand who give up together do not look at each other.
     */
    boolean remove(FutureCell<?> future, Listener listener) {
        if (!listener.claim()) {
            return false;
        }
        while (!sweep(future)) {
            Thread.onSpinWait(); // somebody else has changed the top, and so has got on
        }
        return true;
    }

    /** Unlinks what is claimed near the top; {@code false} means that the top has changed meanwhile. */
    private boolean sweep(FutureCell<?> future) {
        // Only claimed nodes are ever skipped, so no race loses a live one; a removal that loses a race leaves its node
        // claimed, and the next removal takes it out. close() only follows the links.
        Listener previous = null;
        int left = MOST_LOOKED_AT;
        for (var at = (@Nullable Listener) stack.getVolatile(future);
                at != null && at != CLOSED && left > 0;
                at = at.next, left--) {
            if (!at.isClaimed()) {
                previous = at;
            } else if (previous != null) {
                previous.next = at.next;
            } else if (!stack.compareAndSet(future, at, at.next)) {
                return false;
            }
        }
        return true;
    }
}
