package dev.weft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the registered {@link ContextCarrier}s captured in a submitting thread, to be put in place around the job.
 *
 * <p>Immutable. With no carrier registered there is none, and submitting costs nothing more.
 */
public final class Context {
    // Replaced as a whole under the class's lock; read at each submit.
    private static volatile List<ContextCarrier<?>> carriers = List.of();

    private final List<Captured<?>> captured;

    private record Captured<C>(ContextCarrier<C> carrier, C value) {
        @SuppressWarnings("unchecked") // what a carrier of this name captured in another JVM
        static <C> Captured<C> sent(ContextCarrier<C> carrier, Object value) {
            return new Captured<>(carrier, (C) value);
        }

        static <C> @Nullable Captured<C> of(ContextCarrier<C> carrier) {
            C value = carrier.capture();
            return value == null ? null : new Captured<>(carrier, value);
        }

        <T extends @Nullable Object> T call(Callable<T> job) throws Exception {
            return carrier.call(value, job);
        }
    }

    private Context(List<Captured<?>> captured) {
        this.captured = captured;
    }

    /** Returns what the calling thread's context is, or {@code null} if no carrier is registered. */
    static @Nullable Context capture() {
        var registered = carriers;
        if (registered.isEmpty()) {
            return null;
        }
        var found = new ArrayList<Captured<?>>(registered.size());
        for (var carrier : registered) {
            var one = Captured.of(carrier);
            if (one != null) {
                found.add(one);
            }
        }
        return new Context(found);
    }

    /** Calls {@code job} with everything in place; the carrier registered first is outermost. */
    public <T extends @Nullable Object> T call(Callable<T> job) throws Exception {
        Callable<T> wrapped = job;
        for (var one : captured.reversed()) {
            var inner = wrapped;
            wrapped = () -> one.call(inner);
        }
        return wrapped.call();
    }

    /** Returns the captured values by the names of their carriers, for a pool that sends them to another place. */
    public Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        captured.forEach(one -> values.put(one.carrier().name(), one.value()));
        return Collections.unmodifiableMap(values);
    }

    /**
     * Returns the context of these {@link #values}, which were captured in another JVM. Those that no carrier of their name is
     * registered for here are left out.
     */
    public static Context of(Map<String, ?> values) {
        var found = new ArrayList<Captured<?>>(values.size());
        for (var carrier : carriers) {
            var value = values.get(carrier.name());
            if (value != null) {
                found.add(Captured.sent(carrier, value));
            }
        }
        return new Context(found);
    }

    static synchronized void register(ContextCarrier<?> carrier) {
        for (var other : carriers) {
            if (other.name().equals(carrier.name())) {
                throw new IllegalArgumentException(
                        "a context carrier '%s' is registered already".formatted(carrier.name()));
            }
        }
        var more = new ArrayList<>(carriers);
        more.add(carrier);
        carriers = List.copyOf(more);
    }

    static synchronized void unregister(ContextCarrier<?> carrier) {
        carriers = carriers.stream().filter(other -> other != carrier).toList();
    }
}
