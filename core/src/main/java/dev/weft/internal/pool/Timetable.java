package dev.weft.internal.pool;

import dev.weft.Pool;
import dev.weft.internal.task.FutureCell;
import dev.weft.internal.task.Listener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The delayed and periodic jobs of a pool or view, which end when that, or what is under it, is shut down. Any thread may call
 * any method.
 */
public final class Timetable {
    private final @Nullable Timetable under;
    private final Set<FutureCell<?>> entries = ConcurrentHashMap.newKeySet();
    // false -> true, never back.
    private volatile boolean closed;

    private Timetable(@Nullable Timetable under) {
        this.under = under;
    }

    /** Returns the timetable of a pool that is no view. */
    static Timetable ofRoot() {
        return new Timetable(null);
    }

    /** Returns the timetable of a view of {@code parent}. */
    static Timetable ofView(Pool parent) {
        return new Timetable(parent instanceof OwnJobs own ? own.timetable() : null);
    }

    /** Keeps {@code entry} as long as it is not done; cancels it if it comes too late. */
    public void add(FutureCell<?> entry) {
        entries.add(entry);
        entry.whenDone(Listener.of(() -> entries.remove(entry)));
        if (closed) {
            entry.cancel();
        }
        if (under != null) {
            under.add(entry);
        }
    }

    /** Cancels all entries, and those that come later. */
    void close() {
        closed = true;
        entries.forEach(FutureCell::cancel);
    }
}
