package dev.weft.bench.processes;

import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.Fork;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * How long the first result of a new pool takes: in a program that has just been started, from opening the pool and from the
 * start of the program; and in one that has opened such pools before, which is this one. Beside a JVM that only prints a word.
 *
 * <p>The pool is closed when the time has been taken.
 */
final class ColdStart {
    /** No longer than 1.3 times as long. */
    private static final double AGAINST_HELLO = 1 / 1.3;

    private static final String HELLO = "a JVM that prints hello";
    private static final String OJALGO = "ojAlgo ExternalProcessExecutor";
    private static final String PYTHON = "Python ProcessPoolExecutor (fork)";

    private ColdStart() {}

    static void run(Rig rig) throws Exception {
        inNewProgram(rig);
        inThisProgram(rig);
    }

    private static void inNewProgram(Rig rig) throws Exception {
        var peers = new ArrayList<>(List.of(
                new Peer(HELLO, twice(hello()), AGAINST_HELLO),
                new Peer(OJALGO, withWhole(() -> Fork.measure(OjalgoFirstResult.class)))));
        var python = rig.python();
        if (python != null) {
            peers.add(new Peer(PYTHON, withWhole(() -> python.measureApart("first_result"))));
        }
        var quantities = List.of(
                new Quantity("new program: pool to first result", Unit.MILLISECONDS),
                new Quantity("new program: its start to first result", Unit.MILLISECONDS));
        rig.compareCold(new Contest(quantities, withWhole(() -> Fork.measure(FirstResult.class)), peers));
    }

    private static void inThisProgram(Rig rig) throws Exception {
        var peers = new ArrayList<>(List.of(new Peer(HELLO, hello(), AGAINST_HELLO), new Peer(OJALGO, turn ->
                new double[] {OjalgoFirstResult.millis()})));
        var python = rig.python();
        if (python != null) {
            peers.add(new Peer(PYTHON, turn -> python.measure("first_result")));
        }
        rig.compareCold(new Contest(
                "warm program: new pool to first result",
                Unit.MILLISECONDS,
                turn -> new double[] {FirstResult.millis()},
                peers));
    }

    /** Measures from the start of a JVM until its word is here. */
    static Probe hello() {
        return turn -> {
            long start = System.nanoTime();
            Fork.measure(Hello.class);
            return new double[] {millisSince(start)};
        };
    }

    private static Probe twice(Probe one) {
        return turn -> {
            double value = one.measure(turn)[0];
            return new double[] {value, value};
        };
    }

    /** Measures what a program measures of itself, and how long it takes from its start until that is here. */
    private static Probe withWhole(Callable<double[]> program) {
        return turn -> {
            long start = System.nanoTime();
            double ownMillis = program.call()[0];
            return new double[] {ownMillis, millisSince(start)};
        };
    }

    private static double millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e6;
    }
}
