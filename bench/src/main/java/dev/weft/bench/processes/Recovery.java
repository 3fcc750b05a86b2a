package dev.weft.bench.processes;

import dev.weft.Job;
import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import dev.weft.process.ProcessPool;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes from {@code kill -9} of a pool's only worker to the next result, of a job that is submitted at once. Where a
 * loss is for the caller to repair, it repairs it at once: it submits to ojAlgo again, and opens a new pool in Python.
 */
final class Recovery {

    private Recovery() {}

    static void run(Rig rig) throws Exception {
        try (var ours = ProcessPool.open(1);
                var ojalgo = Ojalgo.open(1)) {
            var peers = new ArrayList<>(List.of(
                    new Peer("a JVM that prints hello", ColdStart.hello()),
                    new Peer("ojAlgo ExternalProcessExecutor", turn -> recover(() -> ojalgo.insist(() -> pid())))));
            var python = rig.python();
            if (python != null) {
                peers.add(new Peer("Python ProcessPoolExecutor (fork)", turn -> python.measure("recovery")));
            }
            Pid pid = () -> ours.submit(Job.repeatable(() -> pid())).result();
            rig.compareCold(
                    new Contest("kill -9 of a worker to next result", Unit.MILLISECONDS, turn -> recover(pid), peers));
        }
    }

    /** Has a worker say which process it is. */
    @FunctionalInterface
    private interface Pid {
        long ask() throws Exception;
    }

    private static double[] recover(Pid pid) throws Exception {
        long killed = pid.ask();
        long start = System.nanoTime();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        if (pid.ask() == killed) {
            throw new IllegalStateException("worker %d was killed, and answered".formatted(killed));
        }
        return new double[] {(System.nanoTime() - start) / 1e6};
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }
}
