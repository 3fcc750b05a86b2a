package dev.weft.bench.processes;

import static dev.weft.bench.processes.ProcessesSuite.WORKERS;

import dev.weft.Future;
import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.CpuTime;
import dev.weft.bench.Finding;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import dev.weft.process.ProcessPool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How much processor time the workers of a pool use that has nothing to do. */
final class IdleWorkers {
    private static final double MOST_OF_A_PROCESSOR = 0.01;

    private IdleWorkers() {}

    static void run(Rig rig) throws Exception {
        long millis = 10 * rig.effort().turn().toMillis();
        var quantity = new Quantity(
                "processor time of %d idle workers in %.1f s".formatted(WORKERS, millis / 1e3), Unit.MILLISECONDS);
        try (var ours = ProcessPool.open(WORKERS);
                var ojalgo = Ojalgo.open(WORKERS)) {
            var workers = startAll(ours);
            rig.report(new Finding(quantity, "Weft", idle(workers, millis), MOST_OF_A_PROCESSOR * millis));
            ojalgo.submit(() -> 1).get();
            rig.report(new Finding(quantity, "ojAlgo ExternalProcessExecutor", idle(ojalgo.workers(), millis), null));
        }
    }

    private static double idle(List<ProcessHandle> workers, long millis) throws InterruptedException {
        Thread.sleep(500); // what follows the last job, such as compiling, is not idleness
        double before = CpuTime.micros(workers);
        Thread.sleep(millis);
        return (CpuTime.micros(workers) - before) / 1e3;
    }

    /** Returns all workers, which a job each keeps busy until all have one. */
    private static List<ProcessHandle> startAll(ProcessPool pool) {
        Set<Long> pids = new HashSet<>();
        while (pids.size() < WORKERS) {
            var jobs = new ArrayList<Future<Long>>();
            for (int i = 0; i < WORKERS; i++) {
                jobs.add(pool.submit(() -> {
                    Thread.sleep(100);
                    return ProcessHandle.current().pid();
                }));
            }
            jobs.forEach(job -> pids.add(job.result()));
        }
        return pids.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    }
}
