package dev.weft.stress;

import dev.weft.internal.task.Failure;
import dev.weft.internal.task.FutureCell;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** Of a value, a failure and a cancel that come at once, exactly one is taken. */
public final class OneOutcome {

    private OneOutcome() {}

    /** A value and a cancel. */
    @JCStressTest
    @Outcome(id = "true, false, SUCCEEDED", expect = Expect.ACCEPTABLE, desc = "The value came first.")
    @Outcome(id = "false, true, CANCELLED", expect = Expect.ACCEPTABLE, desc = "The cancel came first.")
    @State
    public static class ValueOrCancel {
        private final FutureCell<Integer> future = new FutureCell<>();

        @Actor
        public void succeed(ZZL_Result result) {
            result.r1 = future.succeed(1);
        }

        @Actor
        public void cancel(ZZL_Result result) {
            result.r2 = future.cancel(true);
        }

        @Arbiter
        public void look(ZZL_Result result) {
            result.r3 = future.status();
        }
    }

    /** A failure and a cancel. */
    @JCStressTest
    @Outcome(id = "true, false, FAILED", expect = Expect.ACCEPTABLE, desc = "The failure came first.")
    @Outcome(id = "false, true, CANCELLED", expect = Expect.ACCEPTABLE, desc = "The cancel came first.")
    @State
    public static class FailureOrCancel {
        private final FutureCell<Integer> future = new FutureCell<>();

        @Actor
        public void fail(ZZL_Result result) {
            var failure = new Failure.Overdue("too late");
            failure.observe(); // or each would be reported as one that nobody asked for
            result.r1 = future.end(failure);
        }

        @Actor
        public void cancel(ZZL_Result result) {
            result.r2 = future.cancel(true);
        }

        @Arbiter
        public void look(ZZL_Result result) {
            result.r3 = future.status();
        }
    }

    /** A value and a failure. */
    @JCStressTest
    @Outcome(id = "true, false, SUCCEEDED", expect = Expect.ACCEPTABLE, desc = "The value came first.")
    @Outcome(id = "false, true, FAILED", expect = Expect.ACCEPTABLE, desc = "The failure came first.")
    @State
    public static class ValueOrFailure {
        private final FutureCell<Integer> future = new FutureCell<>();

        @Actor
        public void succeed(ZZL_Result result) {
            result.r1 = future.succeed(1);
        }

        @Actor
        public void fail(ZZL_Result result) {
            var failure = new Failure.Overdue("too late");
            failure.observe();
            result.r2 = future.end(failure);
        }

        @Arbiter
        public void look(ZZL_Result result) {
            result.r3 = future.status();
        }
    }
}
