package dev.weft.stress;

import dev.weft.internal.task.Region;
import dev.weft.internal.task.Strand;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The interrupt of a block with a deadline reaches neither a clean-up inside of it nor what comes after it. */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "Nothing was left of it.")
@State
public class InterruptEndsWithItsRegion {
    private volatile @Nullable Region region;

    @Actor
    public void enterAndLeave(ZZ_Result result) {
        var strand = Strand.current();
        var entered = strand.enter();
        region = entered;
        var cleanUp = strand.enterCleanUp();
        result.r1 = Thread.interrupted();
        strand.leave(cleanUp, false);
        strand.leave(entered, Thread.interrupted());
        result.r2 = Thread.interrupted();
    }

    @Actor
    public void fire() {
        var entered = region;
        if (entered != null) {
            entered.fire();
        }
    }
}
