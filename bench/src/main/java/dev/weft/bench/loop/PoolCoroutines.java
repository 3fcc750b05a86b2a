package dev.weft.bench.loop;

import dev.weft.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Virtual threads of a pool: a loop's, or the JDK's own. */
final class PoolCoroutines implements Coroutines, Sleeping {
    private static final Callable<Integer> EMPTY = () -> 1;

    private final ExecutorService pool;
    private final CpuClock cpu;

    private PoolCoroutines(ExecutorService pool, CpuClock cpu) {
        this.pool = pool;
        this.cpu = cpu;
    }

    static PoolCoroutines ofLoop(Duration heldLimit) {
        var loop = Loop.builder().heldLimit(heldLimit).open();
        Thread carrier = loop.onCarrier(() -> Thread.currentThread());
        return new PoolCoroutines(loop, CpuClock.of(carrier));
    }

    static PoolCoroutines ofJdk() {
        return new PoolCoroutines(Executors.newVirtualThreadPerTaskExecutor(), CpuClock.ofProcess());
    }

    // From a coroutine: the JDK's scheduler lets those that yield go before what comes from other threads, for ever.
    @Override
    public void yielding(Rota rota) {
        pool.execute(() -> rota.walkers().forEach(walker -> pool.execute(() -> walk(walker))));
    }

    @SuppressWarnings("ThreadPriorityCheck") // it is what is measured
    private static void walk(Walker walker) {
        while (walker.goesOn()) {
            Thread.yield();
        }
    }

    @Override
    public void creating(Rota rota) {
        var walker = rota.walkers().getFirst();
        pool.execute(() -> {
            while (walker.goesOn()) {
                createAndAwait();
            }
        });
    }

    private void createAndAwait() {
        var window = new ArrayList<Future<Integer>>(WINDOW);
        for (int i = 0; i < WINDOW; i++) {
            window.add(pool.submit(EMPTY));
        }
        try {
            for (var future : window) {
                future.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("an empty coroutine failed", e);
        }
    }

    @Override
    public void sleeping(int coroutines, Night night) {
        pool.execute(() -> {
            for (int i = 0; i < coroutines; i++) {
                Future<?> _ = pool.submit(() -> {
                    Thread.sleep(night.fallAsleep());
                    night.awake();
                    return 1;
                });
            }
        });
    }

    @Override
    public CpuClock cpu() {
        return cpu;
    }

    @Override
    public void close() {
        pool.close();
    }
}
