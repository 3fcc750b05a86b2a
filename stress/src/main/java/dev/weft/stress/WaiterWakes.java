package dev.weft.stress;

import dev.weft.WaitTimeoutException;
import dev.weft.internal.task.FutureCell;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Who begins to wait for something while it happens does not sleep on. */
public final class WaiterWakes {
    private static final Duration LONG = Duration.ofSeconds(5);

    private WaiterWakes() {}

    /** Waits for the value. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The waiter got the value.")
    @State
    public static class ForTheValue {
        private final FutureCell<Integer> future = new FutureCell<>();

        @Actor
        public void succeed() {
            future.succeed(1);
        }

        @Actor
        public void await(I_Result result) {
            try {
                result.r1 = future.result(LONG);
            } catch (WaitTimeoutException e) {
                result.r1 = -1;
            }
        }
    }

    /** Waits until the job has stopped. */
    @JCStressTest
    @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "The waiter saw the job stop.")
    @State
    public static class ForTheStop {
        private final FutureCell<Integer> future = new FutureCell<>();

        @Actor
        public void run() {
            future.begin();
            future.stopped();
            future.succeed(1);
        }

        @Actor
        public void await(Z_Result result) {
            result.r1 = future.awaitStopped(LONG);
        }
    }
}
