package dev.weft.testkit;

import dev.weft.Pool;
import dev.weft.ThreadPool;

class LimitedViewContractTest extends PoolContract {
    @Override
    protected Pool openPool() {
        return openPool(3);
    }

    @Override
    protected Pool openPool(int places) {
        return closedAfterTest(ThreadPool.open(8)).limit(places);
    }
}
