package dev.weft.bench.loop;

import static kotlin.coroutines.intrinsics.IntrinsicsKt.getCOROUTINE_SUSPENDED;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.YieldKt;
import org.jspecify.annotations.Nullable;

/** Kotlin's coroutines on the event loop of {@code runBlocking}, which is its fastest dispatcher of one thread. */
final class KotlinCoroutines implements Coroutines, Sleeping {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CpuClock cpu;

    KotlinCoroutines() throws Exception {
        cpu = CpuClock.of(thread.submit(Thread::currentThread).get());
    }

    @Override
    public void yielding(Rota rota) {
        runBlocking(scope -> rota.walkers().forEach(walker -> launch(scope, new Yielding(walker, null))));
    }

    @Override
    public void creating(Rota rota) {
        runBlocking(scope -> launch(scope, new Creating(rota.walkers().getFirst(), scope, null)));
    }

    @Override
    public void sleeping(int coroutines, Night night) {
        runBlocking(scope -> {
            for (int i = 0; i < coroutines; i++) {
                launch(scope, new SleepingOnce(night, null));
            }
        });
    }

    /** Runs {@code main}, and then what it has launched, to the end. */
    private void runBlocking(Consumer<CoroutineScope> main) {
        Future<?> _ = thread.submit(() -> BuildersKt.<Unit>runBlocking(EmptyCoroutineContext.INSTANCE, (scope, _) -> {
            main.accept(scope);
            return Unit.INSTANCE;
        }));
    }

    private static void launch(CoroutineScope scope, KotlinBody body) {
        var _ = BuildersKt.launch(scope, EmptyCoroutineContext.INSTANCE, CoroutineStart.DEFAULT, body);
    }

    @Override
    public CpuClock cpu() {
        return cpu;
    }

    @Override
    public void close() {
        thread.close();
    }

    /** {@code while (walker.goesOn()) yield()}. */
    @SuppressWarnings("serial")
    private static final class Yielding extends KotlinBody {
        private final Walker walker;

        Yielding(Walker walker, @Nullable Continuation<?> completion) {
            super(completion);
            this.walker = walker;
        }

        @Override
        KotlinBody started(CoroutineScope scope, Continuation<?> completion) {
            return new Yielding(walker, completion);
        }

        @Override
        protected @Nullable Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            while (walker.goesOn()) {
                if (YieldKt.yield(self()) == getCOROUTINE_SUSPENDED()) {
                    return getCOROUTINE_SUSPENDED();
                }
            }
            return Unit.INSTANCE;
        }
    }

    /** {@code while (walker.goesOn()) List(WINDOW) { async {} }.forEach { it.await() }}. */
    @SuppressWarnings("serial")
    private static final class Creating extends KotlinBody {
        private final Walker walker;
        private final CoroutineScope scope;
        private final List<Deferred<Unit>> window = new ArrayList<>();
        private int next;

        Creating(Walker walker, CoroutineScope scope, @Nullable Continuation<?> completion) {
            super(completion);
            this.walker = walker;
            this.scope = scope;
        }

        @Override
        KotlinBody started(CoroutineScope newScope, Continuation<?> completion) {
            return new Creating(walker, newScope, completion);
        }

        @Override
        protected @Nullable Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            while (next < window.size() || fill()) {
                if (window.get(next++).await(self()) == getCOROUTINE_SUSPENDED()) {
                    return getCOROUTINE_SUSPENDED();
                }
            }
            return Unit.INSTANCE;
        }

        private boolean fill() {
            window.clear();
            next = 0;
            if (!walker.goesOn()) {
                return false;
            }
            for (int i = 0; i < WINDOW; i++) {
                window.add(BuildersKt.async(
                        scope, EmptyCoroutineContext.INSTANCE, CoroutineStart.DEFAULT, new Empty(null)));
            }
            return true;
        }
    }

    /** Nothing. */
    @SuppressWarnings("serial")
    private static final class Empty extends KotlinBody {
        Empty(@Nullable Continuation<?> completion) {
            super(completion);
        }

        @Override
        KotlinBody started(CoroutineScope scope, Continuation<?> completion) {
            return new Empty(completion);
        }

        @Override
        protected Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            return Unit.INSTANCE;
        }
    }

    /** {@code delay(night.millis()); night.awake()}. */
    @SuppressWarnings("serial")
    private static final class SleepingOnce extends KotlinBody {
        private final Night night;
        private boolean slept;

        SleepingOnce(Night night, @Nullable Continuation<?> completion) {
            super(completion);
            this.night = night;
        }

        @Override
        KotlinBody started(CoroutineScope scope, Continuation<?> completion) {
            return new SleepingOnce(night, completion);
        }

        @Override
        protected @Nullable Object invokeSuspend(Object result) {
            ResultKt.throwOnFailure(result);
            if (!slept) {
                slept = true;
                if (DelayKt.delay(night.fallAsleep().toMillis(), self()) == getCOROUTINE_SUSPENDED()) {
                    return getCOROUTINE_SUSPENDED();
                }
            }
            night.awake();
            return Unit.INSTANCE;
        }
    }
}
