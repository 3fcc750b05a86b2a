package dev.weft.process;

import dev.weft.Pool;
import dev.weft.testkit.PoolContract;
import dev.weft.testkit.Trait;
import java.util.Set;

/** Worker JVMs keep the contract of every pool. */
class ProcessPoolContractTest extends PoolContract {
    @Override
    protected Pool openPool() {
        return ProcessPool.open(2);
    }

    @Override
    protected Pool openPool(int places) {
        return ProcessPool.open(places);
    }

    @Override
    protected Set<Trait> traits() {
        return Set.of(Trait.ISOLATED, Trait.KILLS);
    }
}
