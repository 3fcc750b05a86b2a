package dev.weft.testkit;

import dev.weft.Pool;
import java.util.Set;

class CopyingPoolContractTest extends PoolContract {
    @Override
    protected Pool openPool() {
        return openPool(4);
    }

    @Override
    protected Pool openPool(int places) {
        return new CopyingPool(places);
    }

    @Override
    protected Set<Trait> traits() {
        return Set.of(Trait.ISOLATED);
    }
}
