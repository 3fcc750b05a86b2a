package dev.weft.cli.compare;

import dev.weft.cli.Place;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs a work on every pool there is and takes the time: the same jobs, one word different. */
public final class Comparison {
    private final int rounds;

    /** Makes a comparison by the median of {@code rounds} runs on each pool. */
    public Comparison(int rounds) {
        this.rounds = rounds;
    }

    /** Measures {@code work} on every place, in the order of the places. */
    public List<Measurement> measure(Work work) {
        return Stream.of(Place.values()).map(place -> measure(work, place)).toList();
    }

    private Measurement measure(Work work, Place place) {
        int workers = work.jobsAtOnce(place);
        var seconds = new double[rounds];
        boolean ok = true;
        try (var opened = work.open(place, workers);
                var limited = opened.pool().limit(workers)) {
            // Not counted: starting threads, connecting, compiling.
            ok &= work.run(limited, Math.min(workers, work.jobs()));
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                ok &= work.run(limited, work.jobs());
                seconds[round] = (System.nanoTime() - start) / 1e9;
            }
        }
        Arrays.sort(seconds);
        return new Measurement(work, place, workers, seconds[rounds / 2], ok);
    }
}
