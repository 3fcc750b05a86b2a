package dev.weft.bench.loop;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads whose scheduler does nothing but store what it is given in one field: no scheduler of virtual threads can be
 * faster. Used by the driving thread, but for the constructor.
 */
final class OneFieldScheduler extends DrivenCoroutines {
    private final Thread.Builder.OfVirtual builder;
    private @Nullable Runnable stored;

    OneFieldScheduler() throws Exception {
        Constructor<?> constructor =
                Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder").getDeclaredConstructor(Executor.class);
        constructor.setAccessible(true);
        Executor scheduler = task -> stored = task;
        builder = (Thread.Builder.OfVirtual) constructor.newInstance(scheduler);
    }

    @Override
    void drive(List<Walker> walkers) {
        var ready = new @Nullable Runnable[walkers.size()];
        for (int i = 0; i < ready.length; i++) {
            var walker = walkers.get(i);
            ready[i] = start(() -> walk(walker));
        }
        int left = ready.length;
        while (left > 0) {
            for (int i = 0; i < ready.length; i++) {
                var next = ready[i];
                if (next != null) {
                    stored = null;
                    next.run();
                    ready[i] = stored;
                    left -= stored == null ? 1 : 0;
                }
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // it is what is measured
    private static void walk(Walker walker) {
        while (walker.goesOn()) {
            Thread.yield();
        }
    }

    @Override
    void createAndRun() {
        var started = start(() -> {});
        if (started != null) {
            started.run();
        }
    }

    /** Starts a virtual thread and returns what its scheduler was given. */
    private @Nullable Runnable start(Runnable body) {
        builder.start(body);
        return stored;
    }
}
