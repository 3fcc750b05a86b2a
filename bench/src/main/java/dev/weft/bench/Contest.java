package dev.weft.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ours and its peers, measured in turns: each round takes all, and each round another one first, so that whatever else the
 * machine does meanwhile falls on all alike. What counts is the ratio within a round.
 *
 * @param quantities what a probe measures, in the order of its numbers
 */
public record Contest(List<Quantity> quantities, Probe ours, List<Peer> peers) {
    private static final Duration STEADY_TURN = Duration.ofMillis(500);
    // Something that has not become so many times better within as many turns is steady.
    private static final double STEADY_GAIN = 1.03;
    private static final int STEADY_TURNS = 6;

    /** Something measured. */
    public record Quantity(String what, Unit unit) {}

    /**
     * What ours is compared with.
     *
     * @param targets how many times better ours is meant to be in the first quantity, and in those that follow as far as there
     *     are targets; below 1 where it may be worse
     */
    public record Peer(String name, Probe probe, List<Double> targets) {
        /** Returns a peer that there is a target for in the first quantity, or none where that is {@code null}. */
        public Peer(String name, Probe probe, @Nullable Double target) {
            this(name, probe, target == null ? List.of() : List.of(target));
        }

        /** Returns a peer that there is no target for. */
        public Peer(String name, Probe probe) {
            this(name, probe, List.of());
        }

        private @Nullable Double target(int quantity) {
            return quantity < targets.size() ? targets.get(quantity) : null;
        }
    }

    /** Makes a contest about one quantity. */
    public Contest(String what, Unit unit, Probe ours, List<Peer> peers) {
        this(List.of(new Quantity(what, unit)), ours, peers);
    }

    /** Has each work until it gets no better, at most for {@code longest}. */
    void warmUpUntilSteady(Duration longest) throws Exception {
        var unit = quantities.getFirst().unit();
        warmUpUntilSteady(ours, unit, longest);
        for (var peer : peers) {
            warmUpUntilSteady(peer.probe(), unit, longest);
        }
    }

    static void warmUpUntilSteady(Probe probe, Unit unit, Duration longest) throws Exception {
        long start = System.nanoTime();
        double best = probe.measure(STEADY_TURN)[0];
        int turnsWithoutGain = 0;
        while (turnsWithoutGain < STEADY_TURNS && System.nanoTime() - start < longest.toNanos()) {
            double now = probe.measure(STEADY_TURN)[0];
            boolean gained = unit.advantage(now, best) > STEADY_GAIN;
            best = gained ? now : best;
            // Who has not answered anything yet, since it is busy with becoming warm, is not steady.
            turnsWithoutGain = gained || now == 0 ? 0 : turnsWithoutGain + 1;
        }
    }

    /** Warms all up where {@code warmUp} is not zero, runs the rounds, and returns a row for each quantity and peer. */
    List<Row> run(Duration warmUp, Duration turn, int rounds) throws Exception {
        var probes = new ArrayList<Probe>();
        probes.add(ours);
        peers.forEach(peer -> probes.add(peer.probe()));
        if (warmUp.isPositive()) {
            for (var probe : probes) {
                probe.measure(warmUp);
            }
        }
        // measured[round][probe][quantity]
        var measured = new double[rounds][probes.size()][];
        for (int round = 0; round < rounds; round++) {
            System.gc();
            for (int i = 0; i < probes.size(); i++) {
                int turnOf = (round + i) % probes.size();
                measured[round][turnOf] = probes.get(turnOf).measure(turn);
            }
        }
        return rows(measured);
    }

    private List<Row> rows(double[][][] measured) {
        var rows = new ArrayList<Row>();
        for (int quantity = 0; quantity < quantities.size(); quantity++) {
            for (int peer = 0; peer < peers.size(); peer++) {
                rows.add(row(measured, quantity, peer));
            }
        }
        return rows;
    }

    private Row row(double[][][] measured, int quantity, int peer) {
        var unit = quantities.get(quantity).unit();
        var against = peers.get(peer);
        var oursValues = new ArrayList<Double>();
        var peerValues = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        for (var round : measured) {
            double oursValue = round[0][quantity];
            double peerValue = round[peer + 1][quantity];
            oursValues.add(oursValue);
            peerValues.add(peerValue);
            ratios.add(unit.advantage(oursValue, peerValue));
        }
        return new Row(
                quantities.get(quantity),
                median(oursValues),
                against.name(),
                median(peerValues),
                median(ratios),
                Collections.min(ratios),
                Collections.max(ratios),
                measured.length,
                against.target(quantity));
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
