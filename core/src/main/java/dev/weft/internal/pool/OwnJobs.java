package dev.weft.internal.pool;

import dev.weft.Pool;
import dev.weft.internal.task.CallbackHome;
import dev.weft.internal.task.JobCell;
import java.util.Collection;

/** What Weft's own pools and views say to each other. */
public interface OwnJobs extends Pool, CallbackHome {
    /** Tells whether the calling thread runs a job that was submitted to this pool or view. */
    boolean runsCaller();

    /** Returns the tasks that are running or being taken, as of now. */
    Collection<? extends JobCell<?>> running();

    /** Returns the pool's delayed and periodic jobs. */
    Timetable timetable();

    /** Returns the pool under all views. */
    Pool root();

    /** Tells whether the calling thread runs a job that was submitted to {@code pool}, whoever wrote that. */
    static boolean runCaller(Pool pool) {
        return pool instanceof OwnJobs own ? own.runsCaller() : ForeignPool.runsCaller(pool);
    }

    /** Returns the pool under all the views of {@code pool}. */
    static Pool rootOf(Pool pool) {
        return pool instanceof OwnJobs own ? own.root() : pool;
    }
}
