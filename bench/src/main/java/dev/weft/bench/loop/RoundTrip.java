package dev.weft.bench.loop;

import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import dev.weft.bench.RoundTrips;
import dev.weft.bench.Unit;
import dev.weft.loop.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** How long it takes a thread to submit an empty coroutine and to have its result, one after the other. */
final class RoundTrip {

    private RoundTrip() {}

    static void run(Rig rig, Pythons pythons) throws Exception {
        try (var ours = Loop.open();
                var single = Executors.newSingleThreadExecutor();
                var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            var peers = new ArrayList<>(List.of(
                    new Peer("newSingleThreadExecutor", trips(single)),
                    new Peer("newVirtualThreadPerTaskExecutor", trips(virtual))));
            peers.addAll(pythons.peers(new Drill("trip 1", null, null)));
            rig.compare(new Contest("round trip, thread to loop to thread", Unit.MICROSECONDS, trips(ours), peers));
        }
    }

    private static Probe trips(ExecutorService pool) {
        Callable<Integer> job = () -> 1;
        return RoundTrips.of(() -> pool.submit(job));
    }
}
