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
import org.openjdk.jcstress.infra.results.IZ_Result;

/** A listener hears once that the future is done and its job has stopped, and not before both are so. */
public final class OverIsToldOnce {

    private OverIsToldOnce() {}

    /** A future whose job runs. */
    abstract static class Running {
        final FutureCell<Integer> future = new FutureCell<>();
        private final AtomicInteger told = new AtomicInteger();
        private volatile boolean over;

        Running() {
            future.begin();
        }

        final void listen() {
            future.whenOver(Listener.of(() -> {
                over = future.isOver();
                told.incrementAndGet();
            }));
        }

        final void look(IZ_Result result) {
            result.r1 = told.get();
            result.r2 = over;
        }
    }

    /** The two happen at once. */
    @JCStressTest
    @Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "It was told once, when both had happened.")
    @State
    public static class DoneMeetsStopped extends Running {
        /** Has it listen from the start. */
        public DoneMeetsStopped() {
            listen();
        }

        @Actor
        public void cancel() {
            future.cancel(true);
        }

        @Actor
        public void stop() {
            future.stopped();
        }

        @Arbiter
        public void count(IZ_Result result) {
            look(result);
        }
    }

    /** The listener comes while the two happen. */
    @JCStressTest
    @Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "It was told once, when both had happened.")
    @State
    public static class BothMeetListener extends Running {
        @Actor
        public void stopAndSucceed() {
            future.stopped();
            future.succeed(1);
        }

        @Actor
        public void addListener() {
            listen();
        }

        @Arbiter
        public void count(IZ_Result result) {
            look(result);
        }
    }
}
