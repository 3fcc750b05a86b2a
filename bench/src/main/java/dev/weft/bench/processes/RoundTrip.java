package dev.weft.bench.processes;

import dev.weft.Job;
import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.CpuTime;
import dev.weft.bench.Python;
import dev.weft.bench.Rig;
import dev.weft.bench.RoundTrips;
import dev.weft.bench.Unit;
import dev.weft.process.ProcessPool;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes to submit a small job to one worker and to have its result, one after the other, and how much processor time
 * that takes: the worker's and its parent's.
 */
final class RoundTrip {
    private static final double AGAINST_PYTHON = 5;
    private static final double AGAINST_OJALGO = 1;
    /** No longer than 1.5 times as long. */
    private static final double AGAINST_SOCKET = 1 / 1.5;

    // About what Weft sends each way: a frame with the job or its result.
    private static final int EMPTY_BYTES = 32;
    private static final int CAPTURE_BYTES = 48;

    private RoundTrip() {}

    static void run(Rig rig) throws Exception {
        int number = 7;
        var text = "seven";
        try (var ours = ProcessPool.open(1);
                var ojalgo = Ojalgo.open(1)) {
            compare(rig, ours, ojalgo, "empty", () -> 1, EMPTY_BYTES);
            compare(rig, ours, ojalgo, "capturing", () -> number + text.length() - 11, CAPTURE_BYTES);
        }
    }

    /** Compares with a job that gives 1, and that the Python script knows by {@code kind}. */
    private static void compare(Rig rig, ProcessPool ours, Ojalgo ojalgo, String kind, Job<Integer> job, int bytes)
            throws Exception {
        try (var socket = SocketPingPong.open(bytes);
                var memory = MemoryPingPong.open(bytes)) {
            var peers = new ArrayList<Peer>();
            var python = rig.python();
            if (python != null) {
                peers.add(ofPython(python, "ProcessPoolExecutor", kind, AGAINST_PYTHON));
                if (ProcessesSuite.hasLoky(python)) {
                    peers.add(ofPython(python, "loky", kind, AGAINST_PYTHON));
                }
            }
            var ojalgoTrips = RoundTrips.of(() -> ojalgo.submit(job));
            peers.add(new Peer(
                    "ojAlgo ExternalProcessExecutor",
                    CpuTime.perTrip(
                            ojalgoTrips, withParent(ojalgo.submit(() -> pid()).get())),
                    AGAINST_OJALGO));
            peers.add(new Peer(
                    "bare ping-pong, Unix socket",
                    CpuTime.perTrip(socket.trips(), socket.processes()),
                    AGAINST_SOCKET));
            peers.add(new Peer("bare ping-pong, memory, polled", CpuTime.perTrip(memory.trips(), memory.processes())));
            var quantities = List.of(
                    new Quantity("round trip, %s job".formatted(kind), Unit.MICROSECONDS),
                    new Quantity("processor time, %s job".formatted(kind), Unit.MICROSECONDS));
            var trips = RoundTrips.of(() -> ours.submit(job));
            var worker = ours.submit(() -> pid()).result();
            rig.compareSteady(new Contest(quantities, CpuTime.perTrip(trips, withParent(worker)), peers));
        }
    }

    private static Peer ofPython(Python python, String pool, String kind, double target) {
        return new Peer(
                "Python " + pool,
                turn -> python.measureWithCpu("round_trip %s %s %d".formatted(pool, kind, turn.toMillis())),
                target);
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private static List<ProcessHandle> withParent(long worker) {
        return List.of(ProcessHandle.current(), ProcessHandle.of(worker).orElseThrow());
    }
}
