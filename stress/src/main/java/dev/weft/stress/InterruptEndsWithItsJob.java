package dev.weft.stress;

import dev.weft.JobOptions;
import dev.weft.internal.task.Task;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The interrupt of a job that is cancelled reaches neither the next job of the thread nor what comes after. */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "Nothing was left of it.")
@State
public class InterruptEndsWithItsJob {
    private final Task<Integer> cancelled = new Task<>(Owner.INSTANCE, JobOptions.none(), () -> 1);
    private final Task<Boolean> next = new Task<>(Owner.INSTANCE, JobOptions.none(), Thread::interrupted);

    @Actor
    public void runBoth(ZZ_Result result) {
        boolean before = Thread.interrupted(); // what came too late for an earlier turn of this actor
        cancelled.run();
        next.run();
        result.r1 = before || next.resultNow();
        result.r2 = Thread.interrupted();
    }

    @Actor
    public void cancel() {
        cancelled.cancel(true);
    }
}
