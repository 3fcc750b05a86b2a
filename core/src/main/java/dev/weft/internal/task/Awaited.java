package dev.weft.internal.task;

import java.util.Collection;
import java.util.List;

/** Something that a thread waits for, which knows what it depends on in turn. */
public interface Awaited {
    /** Tells whether it can only end when jobs of {@code owner} end that have not ended yet. */
    boolean dependsOn(TaskOwner owner);

    /**
     * Returns the futures that it waits for in turn, as of now and as far as it knows them; none for a job, whose thread is asked
     * instead. Any thread may call this.
     */
    default Collection<? extends FutureCell<?>> parts() {
        return List.of();
    }
}
