package dev.weft.bench.loop;

import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.Fork;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A great many coroutines that sleep at the same time, each time in a process of its own: what they keep and what they cost. */
final class Sleepers {

    private Sleepers() {}

    static void run(Rig rig, Pythons pythons) throws Exception {
        int many = rig.effort().many();
        var peers = new ArrayList<>(List.of(peer(Rival.JDK, many), peer(Rival.KOTLIN, many)));
        peers.addAll(pythons.peersApart("sleep", many));
        var what = "%,d sleep: ".formatted(many);
        var quantities = List.of(
                new Quantity(what + "memory of one", Unit.BYTES),
                new Quantity(what + "create one", Unit.MICROSECONDS),
                new Quantity(what + "create one, processor", Unit.MICROSECONDS),
                new Quantity(what + "wake one", Unit.MICROSECONDS),
                new Quantity(what + "wake one, processor", Unit.MICROSECONDS));
        rig.compareLarge(new Contest(quantities, apart(Rival.WEFT, many), peers));
    }

    private static Peer peer(Rival rival, int many) {
        return new Peer(rival.title(), apart(rival, many));
    }

    private static Probe apart(Rival rival, int many) {
        return _ -> Fork.measure(Sleepers.class, rival.name(), String.valueOf(many));
    }

    /** Measures so many coroutines of a rival, after a tenth as many to warm up, and prints the numbers. */
    public static void main(String[] args) throws Exception {
        int many = Integer.parseInt(args[1]);
        try (var place = Rival.valueOf(args[0]).open()) {
            if (!(place instanceof Sleeping sleeping)) {
                throw new IllegalArgumentException(args[0] + " has no coroutines that sleep");
            }
            Night.measure(sleeping, many / 10);
            var measured = Night.measure(sleeping, many);
            System.out.println(Arrays.stream(measured).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        }
    }
}
