package dev.weft.stress;

import dev.weft.internal.task.FutureCell;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Callbacks that two threads add while the future ends are each called once. */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Each was called once.")
@State
public class CallbackRunsOnce {
    private final FutureCell<Integer> future = new FutureCell<>();
    private final AtomicInteger byFirst = new AtomicInteger();
    private final AtomicInteger bySecond = new AtomicInteger();

    @Actor
    public void addAndSucceed() {
        future.addDoneCallback(_ -> byFirst.incrementAndGet());
        future.succeed(1);
    }

    @Actor
    public void addTwo() {
        future.addDoneCallback(_ -> bySecond.incrementAndGet());
        future.addDoneCallback(_ -> bySecond.incrementAndGet());
    }

    @Arbiter
    public void count(II_Result result) {
        result.r1 = byFirst.get();
        result.r2 = bySecond.get();
    }
}
