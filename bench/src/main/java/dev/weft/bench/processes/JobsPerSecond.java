package dev.weft.bench.processes;

import static dev.weft.bench.processes.ProcessesSuite.WORKERS;

import dev.weft.Job;
import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Pipeline;
import dev.weft.bench.Python;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import dev.weft.process.ProcessPool;
import java.util.ArrayList;
import java.util.List;

/** How many empty jobs go through a pool in a second: a thread submits a window of them, and waits for all. */
final class JobsPerSecond {
    private static final double AGAINST_PYTHON = 20;
    private static final double AGAINST_OJALGO = 10;
    private static final Job<Integer> JOB = () -> 1;

    private JobsPerSecond() {}

    static void run(Rig rig) throws Exception {
        try (var ours = ProcessPool.open(WORKERS);
                var ojalgo = Ojalgo.open(WORKERS)) {
            var peers = new ArrayList<>(List.of(new Peer(
                    "ojAlgo ExternalProcessExecutor", Pipeline.of(1, () -> ojalgo.submit(JOB)), AGAINST_OJALGO)));
            var python = rig.python();
            if (python != null) {
                peers.add(ofPython(python, "ProcessPoolExecutor"));
                if (ProcessesSuite.hasLoky(python)) {
                    peers.add(ofPython(python, "loky"));
                }
            }
            rig.compareSteady(new Contest(
                    "jobs per second, pipelined", Unit.JOBS_PER_SECOND, Pipeline.of(1, () -> ours.submit(JOB)), peers));
        }
    }

    private static Peer ofPython(Python python, String pool) {
        return new Peer(
                "Python " + pool,
                turn -> python.measure(
                        "jobs_per_second %s %d %d %d".formatted(pool, WORKERS, Pipeline.WINDOW, turn.toMillis())),
                AGAINST_PYTHON);
    }
}
