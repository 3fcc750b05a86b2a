package dev.weft.stress;

import dev.weft.JobOptions;
import dev.weft.internal.task.Task;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** A job that is cancelled as it starts either never runs, or is interrupted in what it waits for. */
@JCStressTest
@Outcome(id = "true, never ran", expect = Expect.ACCEPTABLE, desc = "The cancel came first.")
@Outcome(id = "true, interrupted", expect = Expect.ACCEPTABLE, desc = "The job had begun.")
@State
public class CancelMeetsStart {
    private final Task<Integer> task = new Task<>(Owner.INSTANCE, JobOptions.none(), this::sleep);
    private volatile String end = "never ran";

    private int sleep() {
        end = "slept to the end";
        try {
            TimeUnit.SECONDS.sleep(5);
        } catch (InterruptedException e) {
            end = "interrupted";
        }
        return 1;
    }

    @Actor
    public void run() {
        task.run();
    }

    @Actor
    public void cancel(ZL_Result result) {
        result.r1 = task.cancel(true);
    }

    @Arbiter
    public void look(ZL_Result result) {
        result.r2 = end;
    }
}
