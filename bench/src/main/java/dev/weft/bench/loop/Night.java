package dev.weft.bench.loop;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A time that coroutines sleep through: all until the same instant, whenever they have fallen asleep. */
final class Night {
    private final int coroutines;
    private final long lengthNanos;
    private final CountDownLatch asleep;
    private final CountDownLatch awake;
    // Set before the first falls asleep.
    private long endNanos;
    // Used by the thread that measures.
    private boolean tooShort;

    private Night(int coroutines, Duration length) {
        this.coroutines = coroutines;
        this.lengthNanos = length.toNanos();
        this.asleep = new CountDownLatch(coroutines);
        this.awake = new CountDownLatch(coroutines);
    }

    /** Returns how long the calling coroutine is to sleep, which it will now. */
    Duration fallAsleep() {
        asleep.countDown();
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    void awake() {
        awake.countDown();
    }

    /**
     * Measures a night that is long enough for all to fall asleep before its end.
     *
     * @return of each coroutine: bytes of the heap; microseconds, and those of the processor, to create it and to wake it
     */
    static double[] measure(Sleeping place, int coroutines) throws InterruptedException {
        var length = Duration.ofMillis(500).plusNanos(3_000L * coroutines);
        while (true) {
            var night = new Night(coroutines, length);
            var measured = night.spend(place);
            if (!night.tooShort) {
                return measured;
            }
            length = length.multipliedBy(2);
        }
    }

    private double[] spend(Sleeping place) throws InterruptedException {
        long heap = usedHeap();
        long cpu = place.cpu().nanos();
        long start = System.nanoTime();
        endNanos = start + lengthNanos;
        place.sleeping(coroutines, this);
        asleep.await();
        double createNanos = System.nanoTime() - start;
        double createCpu = place.cpu().nanos() - cpu;
        double heapBytes = usedHeap() - heap;
        tooShort = endNanos - System.nanoTime() < 0;
        cpu = place.cpu().nanos();
        awake.await();
        double wakeNanos = System.nanoTime() - endNanos;
        double wakeCpu = place.cpu().nanos() - cpu;
        return new double[] {
            heapBytes / coroutines,
            createNanos / 1e3 / coroutines,
            createCpu / 1e3 / coroutines,
            wakeNanos / 1e3 / coroutines,
            wakeCpu / 1e3 / coroutines
        };
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
