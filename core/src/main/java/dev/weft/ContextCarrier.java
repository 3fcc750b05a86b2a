package dev.weft;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Carries something of the submitting thread to the thread, or place, that runs the job: a scoped value, the logging context,
 * a trace.
 *
 * <p>Registered once by {@link #register}; a pool captures at submit and restores around the job, where it can carry that. A
 * place in another JVM has a carrier of the same name registered, and the captured value is serializable.
 *
 * @param <C> what is captured
 */
public interface ContextCarrier<C> {

    /** Returns the name that the carrier has in every JVM. */
    String name();

    /** Returns what is to be carried, in the submitting thread; {@code null} for nothing. */
    @Nullable
    C capture();

    /** Calls {@code job} with {@code captured} in place, and takes it away again. */
    <T extends @Nullable Object> T call(C captured, Callable<T> job) throws Exception;

    /**
     * Registers a carrier for all pools of this JVM; jobs submitted later carry it.
     *
     * @throws IllegalArgumentException if a carrier of this name is registered already
     */
    static void register(ContextCarrier<?> carrier) {
        Context.register(carrier);
    }

    /** Takes a carrier out again; jobs submitted before still carry what was captured. */
    static void unregister(ContextCarrier<?> carrier) {
        Context.unregister(carrier);
    }

    /** Returns a carrier of a scoped value, wherever it is bound. */
    static <C> ContextCarrier<C> of(String name, ScopedValue<C> value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return new ContextCarrier<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public @Nullable C capture() {
                return value.isBound() ? value.get() : null;
            }

            @Override
            public <T extends @Nullable Object> T call(C captured, Callable<T> job) throws Exception {
                return ScopedValue.where(value, captured).call(job::call);
            }
        };
    }

    /** Returns a carrier of a thread-local; after the job it is what it was before. */
    static <C> ContextCarrier<C> of(String name, ThreadLocal<C> local) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(local, "local");
        return new ContextCarrier<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public @Nullable C capture() {
                return local.get();
            }

            @Override
            public <T extends @Nullable Object> T call(C captured, Callable<T> job) throws Exception {
                C before = local.get();
                local.set(captured);
                try {
                    return job.call();
                } finally {
                    if (before == null) {
                        local.remove();
                    } else {
                        local.set(before);
                    }
                }
            }
        };
    }
}
