package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.ContextCarrier;
import dev.weft.Pool;
import org.junit.jupiter.api.Test;

/** What registered carriers capture where a job is submitted is in place where it runs. */
interface ContextContract extends PoolUnderTest {
    /** A context of the new kind. */
    ScopedValue<String> USER = ScopedValue.newInstance();
    /** A context of the old kind. */
    ThreadLocal<String> REQUEST = new ThreadLocal<>();

    @Test
    @NotWhere(Trait.ISOLATED)
    default void aScopedValueTravelsWithTheJob() throws Exception {
        var pool = pool();
        var seen = carrying(
                ContextCarrier.of("user", USER),
                () -> ScopedValue.where(USER, "ann")
                        .call(() -> pool.submit(() -> USER.get()).result(LIMIT)));

        assertThat(seen).isEqualTo("ann");
    }

    @Test
    @NotWhere(Trait.ISOLATED)
    default void whatIsNotBoundDoesNotTravel() throws Exception {
        var pool = pool();
        var bound = carrying(
                ContextCarrier.of("user", USER),
                () -> pool.submit(() -> USER.isBound()).result(LIMIT));

        assertThat(bound).isFalse();
    }

    @Test
    @NotWhere(Trait.ISOLATED)
    default void aThreadLocalTravelsAndStaysInItsJob() throws Exception {
        var pool = pool(1);
        var carrier = ContextCarrier.of("request", REQUEST);

        var first = carrying(carrier, () -> {
            REQUEST.set("r1");
            try {
                return pool.submit(() -> REQUEST.get()).result(LIMIT);
            } finally {
                REQUEST.remove();
            }
        });
        var next = pool.submit(() -> REQUEST.get()).result(LIMIT);

        assertThat(first).isEqualTo("r1");
        assertThat(next).isNull();
    }

    @Test
    @NotWhere(Trait.ISOLATED)
    default void theContextIsThatOfTheSubmitAlsoThroughViews() throws Exception {
        var pool = pool(2);
        var started = Signal.create();
        var release = Signal.create();
        var seen = carrying(ContextCarrier.of("user", USER), () -> {
            var view = limited(pool, started, release);
            var waiting = ScopedValue.where(USER, "ann").call(() -> view.submit(() -> USER.get()));
            release.set();
            return waiting.result(LIMIT);
        });

        assertThat(seen).isEqualTo("ann");
    }

    /** Returns a view with one place, which is taken. */
    private static Pool limited(Pool pool, Signal started, Signal release) throws InterruptedException {
        var view = pool.limit(1).named("carried");
        view.submit(Jobs.waiting(started, release));
        started.await();
        return view;
    }

    /** Calls {@code body} with {@code carrier} registered. */
    private static <T> T carrying(ContextCarrier<?> carrier, Body<T> body) throws Exception {
        ContextCarrier.register(carrier);
        try {
            return body.call();
        } finally {
            ContextCarrier.unregister(carrier);
        }
    }

    /** What runs with a carrier. */
    @FunctionalInterface
    interface Body<T> {
        /** Runs it. */
        T call() throws Exception;
    }
}
