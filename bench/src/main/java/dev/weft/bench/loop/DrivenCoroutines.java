package dev.weft.bench.loop;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The least there is to do for coroutines: a thread that goes through them in a circle, with no queue, no timers, no futures, and
 * nobody else who could wake one.
 */
abstract class DrivenCoroutines implements Coroutines {
    private final ExecutorService driver = Executors.newSingleThreadExecutor();
    private final CpuClock cpu;

    DrivenCoroutines() throws Exception {
        cpu = CpuClock.of(driver.submit(Thread::currentThread).get());
    }

    /** Goes through a coroutine for each walker, a step at a time, until all have ended; called in the driving thread. */
    abstract void drive(List<Walker> walkers);

    /** Creates a coroutine that does nothing, and runs it to its end; called in the driving thread. */
    abstract void createAndRun();

    @Override
    public final void yielding(Rota rota) {
        Future<?> _ = driver.submit(() -> drive(rota.walkers()));
    }

    @Override
    public final void creating(Rota rota) {
        var walker = rota.walkers().getFirst();
        Future<?> _ = driver.submit(() -> {
            while (walker.goesOn()) {
                for (int i = 0; i < WINDOW; i++) {
                    createAndRun();
                }
            }
        });
    }

    @Override
    public final CpuClock cpu() {
        return cpu;
    }

    @Override
    public final void close() {
        driver.close();
    }
}
