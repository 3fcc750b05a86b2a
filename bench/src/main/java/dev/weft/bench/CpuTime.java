package dev.weft.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How much processor time processes have used, as the system counts it: on Linux in steps of 10 ms. */
public final class CpuTime {

    private CpuTime() {}

    /** Returns the time of those of {@code processes} that are alive, in microseconds. */
    public static double micros(List<ProcessHandle> processes) {
        return processes.stream()
                        .flatMap(process -> process.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toNanos)
                        .sum()
                / 1e3;
    }

    /** Returns {@code process} and all that it has started, directly or not. */
    public static List<ProcessHandle> tree(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    /** Adds to what {@code trips} measures, which is the time of a trip, how much of it {@code processes} use. */
    public static Probe perTrip(Probe trips, List<ProcessHandle> processes) {
        return turn -> {
            double before = micros(processes);
            long start = System.nanoTime();
            double tripMicros = trips.measure(turn)[0];
            double elapsedMicros = (System.nanoTime() - start) / 1e3;
            return new double[] {tripMicros, (micros(processes) - before) / elapsedMicros * tripMicros};
        };
    }
}
