package dev.weft.bench.loop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Coroutines that take steps until they are told to end. They are measured from outside while all of them run, so that neither
 * their start nor their end counts.
 */
final class Rota {
    // Looking at the clock costs a tenth of a switch.
    private static final int WATCHES_ONE_OF = 100;

    private final int weight;
    private final List<Walker> walkers;
    private final CountDownLatch begun;
    private final CountDownLatch ended;
    private volatile boolean measured;
    private volatile boolean over;

    /** Plans for so many coroutines, of which a step counts as {@code weight}. */
    Rota(int coroutines, int weight) {
        this.weight = weight;
        begun = new CountDownLatch(coroutines);
        ended = new CountDownLatch(coroutines);
        walkers = IntStream.range(0, coroutines)
                .mapToObj(i -> new Walker(this, coroutines >= WATCHES_ONE_OF && i % WATCHES_ONE_OF == 0))
                .toList();
    }

    List<Walker> walkers() {
        return walkers;
    }

    void begun() {
        begun.countDown();
    }

    boolean isMeasured() {
        return measured;
    }

    boolean isOver() {
        return over;
    }

    void ended() {
        ended.countDown();
    }

    /**
     * Measures the coroutines, which have been started, for {@code turn}, and ends them.
     *
     * @param cpu tells what they have used of the processor
     * @return the nanoseconds of a step, those of the processor's time, and the milliseconds between two steps of the same
     *     coroutine at most
     */
    double[] measure(Duration turn, CpuClock cpu) throws InterruptedException {
        begun.await();
        measured = true;
        long before = steps();
        long start = System.nanoTime();
        long cpuStart = cpu.nanos();
        long steps;
        do {
            Thread.sleep(turn);
            steps = steps() - before;
        } while (steps == 0); // the machine had no time for any
        long cpuNanos = cpu.nanos() - cpuStart;
        long end = System.nanoTime();
        measured = false;
        over = true;
        ended.await();
        long longest = walkers.stream()
                .mapToLong(walker -> walker.longestNanos(start, end))
                .max()
                .orElse(0);
        return new double[] {(double) (end - start) / steps, (double) cpuNanos / steps, longest / 1e6};
    }

    private long steps() {
        return weight * walkers.stream().mapToLong(Walker::steps).sum();
    }
}
