package dev.weft.loop;

import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.Future;
import dev.weft.TaskGroup;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Coroutines whose deadlines race the ends of their blocks, two deep, while other threads cancel jobs: counts interrupts that
 * came to the wrong block, came late, or were lost.
 *
 * <p>By hand, for as long as one likes: {@code CancelStress 300} takes five minutes.
 */
final class CancelStress {
    private static final int COROUTINES = 50;
    private static final int VICTIMS = 20;

    private final long endNanos;
    private final long seed = System.nanoTime();

    // Used by coroutines of one loop, one at a time, and by the caller when that is over.
    private long blocks;
    private long innerTimeouts;
    private long outerTimeouts;
    private long cancels;
    private long wrong;
    private long late;
    private long lost;

    private CancelStress(Duration length) {
        this.endNanos = System.nanoTime() + length.toNanos();
    }

    /**
     * What was counted.
     *
     * @param blocks outer blocks that were run
     * @param wrong interruptions of a block whose time was not over
     * @param late interrupts after the block
     * @param lost cancels that did not end their job
     */
    record Counts(
            long blocks, long innerTimeouts, long outerTimeouts, long cancels, long wrong, long late, long lost) {}

    public static void main(String[] arguments) {
        System.out.println(run(Duration.ofSeconds(Long.parseLong(arguments[0]))));
    }

    /** Runs it for about {@code length}. */
    static Counts run(Duration length) {
        var stress = new CancelStress(length);
        Loop.run(stress::all);
        return new Counts(
                stress.blocks,
                stress.innerTimeouts,
                stress.outerTimeouts,
                stress.cancels,
                stress.wrong,
                stress.late,
                stress.lost);
    }

    private void all() throws InterruptedException {
        var victims = new LinkedBlockingQueue<Future<?>>();
        var canceller = Thread.ofPlatform().daemon().name("canceller").start(() -> cancelAll(victims));
        TaskGroup.run(Loop.current(), group -> {
            for (int i = 0; i < COROUTINES; i++) {
                long number = i;
                group.submit(() ->
                        blocks(RandomGeneratorFactory.of("L64X128MixRandom").create(seed + number)));
            }
            for (int i = 0; i < VICTIMS; i++) {
                group.submit(() -> victims(victims));
            }
        });
        canceller.interrupt();
        canceller.join();
    }

    private boolean goesOn() {
        return System.nanoTime() - endNanos < 0;
    }

    // ---- deadlines

    private void blocks(RandomGenerator random) throws InterruptedException {
        while (goesOn()) {
            blocks++;
            // One in four has time enough, so that the inner block is the one to be late.
            long limit = random.nextLong(20_000, random.nextInt(4) == 0 ? 50_000_000 : 220_000);
            long start = System.nanoTime();
            try {
                Deadline.run(Duration.ofNanos(limit), () -> inner(random));
            } catch (DeadlineExceededException _) {
                outerTimeouts++;
                countWrong(start, limit);
            } catch (InterruptedException _) {
                wrong++; // nobody cancels this job
            }
            if (Thread.interrupted()) {
                late++;
            }
            Loop.yield();
        }
    }

    private void inner(RandomGenerator random) throws InterruptedException {
        long limit = random.nextLong(20_000, 220_000);
        long start = System.nanoTime();
        try {
            Deadline.run(Duration.ofNanos(limit), () -> work(random));
        } catch (DeadlineExceededException _) {
            innerTimeouts++;
            countWrong(start, limit);
        }
    }

    private void countWrong(long start, long limit) {
        if (System.nanoTime() - start < limit) {
            wrong++;
        }
    }

    private static void work(RandomGenerator random) throws InterruptedException {
        long nanos = random.nextLong(20_000, 220_000);
        switch (random.nextInt(6)) {
            case 0 -> Loop.sleep(Duration.ofNanos(nanos));
            case 1 -> Thread.sleep(Duration.ofNanos(nanos));
            case 2 -> new LinkedBlockingQueue<>().poll(nanos, TimeUnit.NANOSECONDS);
            case 3 -> LockSupport.parkNanos(nanos);
            case 4 -> TaskGroup.cleanUp(() -> Loop.sleep(Duration.ofNanos(nanos)));
            default -> yieldTimes(random.nextInt(5));
        }
    }

    private static void yieldTimes(int times) {
        for (int i = 0; i < times; i++) {
            Loop.yield();
        }
    }

    // ---- cancels by another thread

    private void victims(LinkedBlockingQueue<Future<?>> victims) throws InterruptedException {
        while (goesOn()) {
            var ended = new boolean[1];
            var victim = Loop.current().submit(() -> {
                var wait = Ended.of(() -> Deadline.run(Duration.ofHours(1), () -> new CountDownLatch(1).await()));
                ended[0] = wait.thrown() instanceof InterruptedException && !wait.interrupted();
            });
            Loop.yield();
            victims.add(victim);
            if (!victim.awaitStopped(Duration.ofSeconds(60))) {
                lost++;
            } else if (!ended[0]) {
                wrong++;
            }
            cancels++;
        }
    }

    private static void cancelAll(LinkedBlockingQueue<Future<?>> victims) {
        try {
            while (true) {
                victims.take().cancel();
            }
        } catch (InterruptedException _) {
            // all are over
        }
    }
}
