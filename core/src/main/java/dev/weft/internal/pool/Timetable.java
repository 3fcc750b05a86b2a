package dev.weft.internal.pool;

import dev.weft.Pool;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Listener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The delayed and periodic jobs of a pool, which end when the pool is shut down. Any thread may call any method. */
public final class Timetable {
    private final Set<FutureCell<?>> entries = ConcurrentHashMap.newKeySet();

    /** Keeps {@code entry} as long as it is not done; cancels it if {@code pool} was shut down meanwhile. */
    void add(Pool pool, FutureCell<?> entry) {
        entries.add(entry);
        entry.whenDone(Listener.of(() -> entries.remove(entry)));
        if (pool.isShutdown()) {
            entry.cancel();
        }
    }

    /** Cancels all entries. */
    void clear() {
        entries.forEach(FutureCell::cancel);
    }
}
