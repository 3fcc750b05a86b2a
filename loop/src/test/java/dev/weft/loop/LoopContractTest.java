package dev.weft.loop;

import dev.weft.Pool;
import dev.weft.testkit.PoolContract;

class LoopContractTest extends PoolContract {
    @Override
    protected Pool openPool() {
        return Loop.open();
    }
}
