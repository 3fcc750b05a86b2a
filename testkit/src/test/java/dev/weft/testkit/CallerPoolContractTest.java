package dev.weft.testkit;

import dev.weft.CallerPool;
import dev.weft.Pool;
import java.util.Set;

class CallerPoolContractTest extends PoolContract {
    @Override
    protected Pool openPool() {
        return CallerPool.open();
    }

    @Override
    protected Set<Trait> traits() {
        return Set.of(Trait.RUNS_IN_CALLER);
    }
}
