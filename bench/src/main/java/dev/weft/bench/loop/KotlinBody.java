package dev.weft.bench.loop;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.jvm.internal.SuspendLambda;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.CoroutineScope;
import org.jspecify.annotations.Nullable;

/** The body of a Kotlin coroutine, as Kotlin's compiler makes it of a lambda: a state machine that is resumed again and again. */
@SuppressWarnings("serial") // Kotlin's base class is serializable, and nobody serializes these
abstract class KotlinBody extends SuspendLambda
        implements Function2<CoroutineScope, Continuation<? super Unit>, Object> {

    KotlinBody(@Nullable Continuation<?> completion) {
        super(2, uncheckedNullable(completion));
    }

    /** Returns the same body for a coroutine that is about to start. */
    abstract KotlinBody started(CoroutineScope scope, Continuation<?> completion);

    @Override
    public final Continuation<Unit> create(Object scope, Continuation<?> completion) {
        @SuppressWarnings("unchecked") // it takes any result, as all of Kotlin's do
        var started = (Continuation<Unit>) (Continuation<?>) started((CoroutineScope) scope, completion);
        return started;
    }

    @Override
    public final @Nullable Object invoke(CoroutineScope scope, Continuation<? super Unit> completion) {
        return ((KotlinBody) (Continuation<?>) create(scope, completion)).invokeSuspend(Unit.INSTANCE);
    }

    @Override
    protected abstract @Nullable Object invokeSuspend(Object result);

    /** Returns this as what a suspending function is given. */
    @SuppressWarnings("unchecked") // as above
    final <T> Continuation<T> self() {
        return (Continuation<T>) (Continuation<?>) this;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // Kotlin's own code gives null to a body that is not started
    private static Continuation<Object> uncheckedNullable(@Nullable Continuation<?> completion) {
        return (Continuation<Object>) completion;
    }
}
