package dev.weft.bench.processes;

import dev.weft.bench.Python;
import dev.weft.bench.Rig;
import org.jspecify.annotations.Nullable;

/** Everything there is to measure of worker JVMs. */
public final class ProcessesSuite {
    /** As many workers as there are cores, for every pool that is to use the machine. */
    static final int WORKERS = Runtime.getRuntime().availableProcessors();

    private ProcessesSuite() {}

    /** Measures it. */
    public static void run(Rig rig) throws Exception {
        if (!StartUpCache.ensure()) {
            rig.note("there is no start-up cache for Weft's workers, and none could be made: cold starts are slower");
        }
        RoundTrip.run(rig);
        JobsPerSecond.run(rig);
        MapItems.run(rig);
        BigArrays.run(rig);
        ColdStart.run(rig);
        Recovery.run(rig);
        Casualties.run(rig);
        IdleWorkers.run(rig);
    }

    /** Tells whether Python has loky, which joblib brings along. */
    static boolean hasLoky(@Nullable Python python) {
        return python != null && python.measure("has_loky")[0] > 0;
    }
}
