package dev.weft.internal.pool;

import dev.weft.Clock;
import dev.weft.Pool;
import dev.weft.internal.task.Strand;
import dev.weft.internal.task.TaskOwner;

/** A pool that somebody else wrote, as the owner of its tasks. */
public record ForeignPool(Pool pool) implements TaskOwner {
    /** Tells whether the calling thread runs a job of {@code pool}. */
    static boolean runsCaller(Pool pool) {
        return Strand.runs(task -> task.owner() instanceof ForeignPool owner && owner.pool == pool);
    }

    @Override
    public String name() {
        return pool.name();
    }

    @Override
    public Clock clock() {
        return pool.clock();
    }
}
