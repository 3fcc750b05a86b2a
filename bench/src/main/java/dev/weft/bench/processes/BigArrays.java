package dev.weft.bench.processes;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.Action;
import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import dev.weft.process.ProcessPool;
import dev.weft.process.SharedArray;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * How fast big arrays go to a worker and come back: copied through the socket, and by way of a {@link SharedArray}, which takes
 * one copy, by whoever has the data. The yardstick is a copy from one array to another in one JVM.
 */
final class BigArrays {
    private static final List<Integer> MEBIBYTES = List.of(64, 1024);
    // Copies of an array that are somewhere at the same time, garbage included, in both JVMs and between them.
    private static final int COPIES = 16;

    private BigArrays() {}

    static void run(Rig rig) throws Exception {
        long memory = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        for (int mebibytes : MEBIBYTES) {
            long bytes = (long) mebibytes << 20;
            if (mebibytes > rig.effort().largestArrayMebibytes()) {
                continue;
            }
            if (memory < COPIES * bytes) {
                rig.note("arrays of %d MiB are left out: they need %,d MB of memory, this machine has %,d"
                        .formatted(mebibytes, (COPIES * bytes) >> 20, memory >> 20));
                continue;
            }
            run(rig, mebibytes, (int) (bytes / Double.BYTES));
        }
    }

    private static void run(Rig rig, int mebibytes, int length) throws Exception {
        long bytes = (long) length * Double.BYTES;
        var array = new double[length];
        var copy = new double[length];
        try (var pool = ProcessPool.builder()
                        .workers(1)
                        .heapBytes(Math.max(512L << 20, 4 * bytes))
                        .open();
                var shared = SharedArray.ofDoubles(length)) {
            var yardstick = List.of(new Peer(
                    "MemorySegment.copy, heap to heap",
                    rate(bytes, () -> MemorySegment.ofArray(copy).copyFrom(MemorySegment.ofArray(array)))));
            compare(
                    rig,
                    mebibytes,
                    "in",
                    yardstick,
                    rate(bytes, () -> pool.submit(() -> use(array)).result()));
            compare(
                    rig,
                    mebibytes,
                    "out",
                    yardstick,
                    rate(bytes, () -> pool.submit(() -> Stock.array(length)).result()));
            compare(rig, mebibytes, "in, SharedArray", yardstick, rate(bytes, () -> {
                shared.copyFrom(0, array, 0, length);
                pool.submit(() -> shared.get(length - 1)).result();
            }));
            compare(rig, mebibytes, "out, SharedArray", yardstick, rate(bytes, () -> {
                pool.submit(() -> shared.copyFrom(0, Stock.array(length), 0, length))
                        .result();
                shared.get(length - 1);
            }));
        }
    }

    private static double use(double[] array) {
        return array[array.length - 1];
    }

    private static void compare(Rig rig, int mebibytes, String way, List<Peer> yardstick, Probe ours) throws Exception {
        var contest = new Contest(
                "double[] of %,d MiB %s".formatted(mebibytes, way), Unit.GIGABYTES_PER_SECOND, ours, yardstick);
        if (mebibytes == MEBIBYTES.getFirst()) {
            rig.compare(contest);
        } else {
            ours.measure(Duration.ZERO); // the first takes new memory from the system
            rig.compareLarge(contest);
        }
    }

    private static Probe rate(long bytes, Action transfer) {
        return turn -> {
            long transfers = 0;
            long start = System.nanoTime();
            long elapsed;
            do {
                transfer.runChecked();
                transfers++;
                elapsed = System.nanoTime() - start;
            } while (elapsed < turn.toNanos());
            return new double[] {(double) transfers * bytes / elapsed};
        };
    }
}
