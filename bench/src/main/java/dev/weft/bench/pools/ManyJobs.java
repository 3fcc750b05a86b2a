package dev.weft.bench.pools;

import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.Fork;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A great many jobs by {@code map} and {@code asCompleted}, each time in a process of its own, so that the most memory that it
 * ever had can be told: its resident set, as Linux keeps count of it.
 */
final class ManyJobs {

    private ManyJobs() {}

    static void run(Rig rig) throws Exception {
        compare(rig, Way.MAP, Way.INVOKE_ALL, "map");
        compare(rig, Way.AS_COMPLETED, Way.COMPLETION_SERVICE, "as_completed");
        compare(rig, Way.AS_COMPLETED_OF_FUTURES, Way.COMPLETION_SERVICE, "");
    }

    private static void compare(Rig rig, Way ours, Way jdks, String pythons) throws Exception {
        int jobs = rig.effort().many();
        var peers = new ArrayList<>(List.of(new Peer(jdks.title(), apart(jdks, jobs))));
        var python = rig.python();
        if (python != null && !pythons.isEmpty()) {
            peers.add(new Peer("Python " + pythons, turn -> python.measureApart(pythons, String.valueOf(jobs))));
        }
        var quantities = List.of(
                new Quantity("%s, %,d jobs".formatted(ours.title(), jobs), Unit.SECONDS),
                new Quantity(ours.title() + ", peak memory", Unit.MEGABYTES));
        rig.compareLarge(new Contest(quantities, apart(ours, jobs), peers));
    }

    private static Probe apart(Way way, int jobs) {
        return turn -> Fork.measure(ManyJobs.class, way.name(), String.valueOf(jobs));
    }

    /** Runs so many jobs in one way, and prints how many seconds that took and how many megabytes. */
    public static void main(String[] args) throws Exception {
        var way = Way.valueOf(args[0]);
        long jobs = Long.parseLong(args[1]);
        long start = System.nanoTime();
        long sum = way.sum((int) jobs);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (sum != jobs * (jobs + 1) / 2) {
            throw new IllegalStateException("%s gave the wrong sum %d for %d jobs".formatted(way, sum, jobs));
        }
        System.out.println(seconds + " " + peakMegabytes());
    }

    private static double peakMegabytes() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return Double.NaN;
    }
}
