package dev.weft.bench.loop;

import dev.weft.bench.Rig;

/** Everything there is to measure of a loop. */
public final class LoopSuite {

    private LoopSuite() {}

    /** Measures it. */
    public static void run(Rig rig) throws Exception {
        var pythons = Pythons.of(rig);
        Switches.run(rig, pythons);
        RoundTrip.run(rig, pythons);
        Sleepers.run(rig, pythons);
        Timers.run(rig, pythons);
    }
}
