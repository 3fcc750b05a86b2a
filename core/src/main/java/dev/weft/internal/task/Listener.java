package dev.weft.internal.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to tell once that something has happened to a future: a node of one of its two stacks of listeners.
 *
 * <p>{@link #fire} is short and runs no code of a user, unless {@link #callsUser} says so.
 */
public abstract class Listener {
    private static final VarHandle CLAIMED;

    static {
        try {
            CLAIMED = MethodHandles.lookup().findVarHandle(Listener.class, "claimed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // Set before the push; afterwards only under the rules of Listeners.
    volatile @Nullable Listener next;
    // false -> true, once, by CAS: by whoever is about to tell it, or takes it back.
    private volatile boolean claimed;

    /** Makes it the caller's to tell, or to take back; {@code false} means that it is another's. */
    final boolean claim() {
        return CLAIMED.compareAndSet(this, false, true);
    }

    final boolean isClaimed() {
        return claimed;
    }

    /** Tells it. */
    public abstract void fire();

    /** Returns a listener that runs {@code action}, which is short and runs no code of a user. */
    public static Listener of(Runnable action) {
        return new Listener() {
            @Override
            public void fire() {
                action.run();
            }
        };
    }

    /** Tells whether {@link #fire} runs a user's code, which must not happen on a thread of ours. */
    boolean callsUser() {
        return false;
    }

    /** The end of a stack that takes no more listeners: its event has happened. */
    static final class Closed extends Listener {
        @Override
        public void fire() {}
    }
}
