package dev.weft.testkit;

import dev.weft.Pool;
import dev.weft.ThreadPool;

class VirtualThreadPoolContractTest extends PoolContract {
    @Override
    protected Pool openPool() {
        return ThreadPool.virtual();
    }
}
