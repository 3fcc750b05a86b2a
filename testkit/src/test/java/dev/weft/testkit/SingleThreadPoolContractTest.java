package dev.weft.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Pool;
import dev.weft.ThreadPool;

class SingleThreadPoolContractTest extends PoolContract {
    @Override
    protected Pool openPool() {
        return ThreadPool.open(1);
    }

    @Override
    protected Pool openPool(int places) {
        assumeTrue(places == 1, "one thread is one place");
        return openPool();
    }
}
