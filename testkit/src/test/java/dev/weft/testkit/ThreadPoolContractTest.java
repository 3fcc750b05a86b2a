package dev.weft.testkit;

import dev.weft.Pool;
import dev.weft.ThreadPool;

class ThreadPoolContractTest extends PoolContract {
    @Override
    protected Pool openPool() {
        return ThreadPool.open();
    }

    @Override
    protected Pool openPool(int places) {
        return ThreadPool.open(places);
    }
}
