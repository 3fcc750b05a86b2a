package dev.weft.stress;

import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Listener;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Listeners that are taken back do not take those along that stay. */
public final class RemovalLosesNobodyElse {

    private RemovalLosesNobodyElse() {}

    /** A future with three listeners that stay: below, between and above two that go. */
    abstract static class Crowd {
        final FutureCell<Integer> future = new FutureCell<>();
        final Listener first = Listener.of(() -> {});
        final Listener second = Listener.of(() -> {});
        private final AtomicInteger told = new AtomicInteger();

        Crowd() {
            stay();
            future.whenDone(first);
            stay();
            future.whenDone(second);
            stay();
        }

        final void stay() {
            future.whenDone(Listener.of(told::incrementAndGet));
        }

        /** Ends the future, if that has not been done, and returns how many have been told. */
        final int countTold() {
            future.succeed(1);
            return told.get();
        }
    }

    /** Two are taken back at once. */
    @JCStressTest
    @Outcome(id = "3", expect = Expect.ACCEPTABLE, desc = "All that stayed were told, each once.")
    @State
    public static class MeetsRemoval extends Crowd {
        @Actor
        public void forgetFirst() {
            future.forget(first);
        }

        @Actor
        public void forgetSecond() {
            future.forget(second);
        }

        @Arbiter
        public void count(I_Result result) {
            result.r1 = countTold();
        }
    }

    /** Another comes meanwhile. */
    @JCStressTest
    @Outcome(id = "4", expect = Expect.ACCEPTABLE, desc = "All that stayed were told, each once.")
    @State
    public static class MeetsAnother extends Crowd {
        @Actor
        public void forgetBoth() {
            future.forget(second);
            future.forget(first);
        }

        @Actor
        public void add() {
            stay();
        }

        @Arbiter
        public void count(I_Result result) {
            result.r1 = countTold();
        }
    }

    /** The future ends meanwhile. */
    @JCStressTest
    @Outcome(id = "3", expect = Expect.ACCEPTABLE, desc = "All that stayed were told, each once.")
    @State
    public static class MeetsEnd extends Crowd {
        @Actor
        public void forgetBoth() {
            future.forget(second);
            future.forget(first);
        }

        @Actor
        public void succeed() {
            future.succeed(1);
        }

        @Arbiter
        public void count(I_Result result) {
            result.r1 = countTold();
        }
    }
}
