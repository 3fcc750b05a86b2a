package dev.weft;

import dev.weft.internal.watch.EventBus;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Tells listeners in this JVM what happens in its pools. While nobody listens it costs nothing; the same events go to the
 * JDK's flight recorder, as {@code dev.weft.Job} and its siblings, while a recording runs.
 */
public final class Events {

    private Events() {}

    /**
     * Has {@code listener} told of every event until the subscription is closed.
     *
     * @param listener called in the thread that causes the event, several at a time: it must be quick and safe for that; what
     *     it throws is logged
     */
    public static Subscription subscribe(Consumer<? super PoolEvent> listener) {
        Objects.requireNonNull(listener, "listener");
        // Each subscription has its own object, so that one listener can subscribe twice.
        Consumer<PoolEvent> own = listener::accept;
        EventBus.add(own);
        return () -> EventBus.remove(own);
    }

    /** What {@link #subscribe} began. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        /** Ends it; events that are on their way may still arrive. */
        @Override
        void close();
    }
}
