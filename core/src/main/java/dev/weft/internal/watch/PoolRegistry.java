package dev.weft.internal.watch;

import dev.weft.internal.pool.OwnPool;
import dev.weft.internal.time.InternalThread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The pools of this JVM, as long as somebody holds them. Any thread may call any method. */
public final class PoolRegistry {
    private static final Set<OwnPool> POOLS =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private PoolRegistry() {}

    /** Adds a pool; the first one has the JVM watched. */
    public static void add(OwnPool pool) {
        POOLS.add(pool);
        if (STARTED.compareAndSet(false, true)) {
            ExitReport.install();
            watch();
        }
    }

    private static void watch() {
        // Only a recorder that runs already is worth holding the first pool up; the rest takes tens of milliseconds.
        boolean recording = JfrBridge.isRecorderThere();
        if (recording) {
            JfrBridge.install();
        }
        new InternalThread(
                        () -> {
                            if (!recording) {
                                JfrBridge.install();
                            }
                            Inspection.serveUnlessOff();
                        },
                        "weft-inspect")
                .start();
    }

    /** Returns the pools that have not terminated, by name. */
    public static List<OwnPool> open() {
        List<OwnPool> pools;
        synchronized (POOLS) {
            pools = new ArrayList<>(POOLS);
        }
        pools.removeIf(OwnPool::isTerminated);
        pools.sort(Comparator.comparing(OwnPool::name));
        return pools;
    }
}
