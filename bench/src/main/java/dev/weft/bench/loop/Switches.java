package dev.weft.bench.loop;

import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What it takes to go from one coroutine to the next, to create one and run it, and what the watchdog adds to that. */
final class Switches {
    private static final Double AGAINST_ONE_FIELD = 1 / 1.1;
    private static final Double AGAINST_RAW = 1 / 1.7;
    private static final Double WATCHED = 0.99;
    private static final double SWITCH_AGAINST_ASYNCIO = 6;
    private static final double SWITCH_AGAINST_UVLOOP = 3;
    private static final double CREATE_AGAINST_ASYNCIO = 15;
    private static final int CROWD = 10_000;

    private Switches() {}

    static void run(Rig rig, Pythons pythons) throws Exception {
        yielding(rig, pythons, 2);
        yielding(rig, pythons, CROWD);
        creating(rig, pythons);
        watched(rig);
    }

    private static void yielding(Rig rig, Pythons pythons, int coroutines) throws Exception {
        var what = "switch, %,d coroutines".formatted(coroutines);
        var quantities = new ArrayList<>(perStep(what));
        if (coroutines == CROWD) {
            quantities.add(new Quantity("longest wait for a turn, %,d ready".formatted(coroutines), Unit.MILLISECONDS));
        }
        var drill = Drill.yielding(coroutines, SWITCH_AGAINST_ASYNCIO, SWITCH_AGAINST_UVLOOP);
        compare(rig, pythons, quantities, drill, Map.of(Rival.ONE_FIELD, AGAINST_ONE_FIELD, Rival.RAW, AGAINST_RAW));
    }

    private static void creating(Rig rig, Pythons pythons) throws Exception {
        compare(rig, pythons, perStep("create, run, finish"), Drill.creating(CREATE_AGAINST_ASYNCIO), Map.of());
    }

    private static List<Quantity> perStep(String what) {
        return List.of(new Quantity(what, Unit.NANOSECONDS), new Quantity(what + ", processor", Unit.NANOSECONDS));
    }

    private static void compare(
            Rig rig, Pythons pythons, List<Quantity> quantities, Drill drill, Map<Rival, Double> targets)
            throws Exception {
        var arenas = new ArrayList<Arena>();
        try {
            var peers = new ArrayList<Peer>();
            for (var rival : List.of(Rival.ONE_FIELD, Rival.RAW, Rival.JDK, Rival.KOTLIN, Rival.VERTX)) {
                var arena = new Arena(rig.effort().warmUp());
                arenas.add(arena);
                peers.add(new Peer(rival.title(), arena.probe(rival, drill), targets.get(rival)));
            }
            peers.addAll(pythons.peers(drill));
            var ours = new Arena(rig.effort().warmUp());
            arenas.add(ours);
            rig.compare(new Contest(quantities, ours.probe(Rival.WEFT, drill), peers));
        } finally {
            for (var arena : arenas) {
                arena.close();
            }
        }
    }

    /** Compares in one JVM, as two JVMs differ by more than a watchdog could. */
    private static void watched(Rig rig) throws Exception {
        var drill = Drill.yielding(2, null, null);
        try (var arena = new Arena(rig.effort().warmUp())) {
            var off = new Peer(Rival.UNWATCHED.title(), arena.probe(Rival.UNWATCHED, drill), WATCHED);
            rig.compare(new Contest(perStep("switch, watchdog on"), arena.probe(Rival.WEFT, drill), List.of(off)));
        }
    }
}
