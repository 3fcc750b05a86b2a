package dev.weft.testkit;

import dev.weft.Pool;

class ExamplePoolContractTest extends PoolContract {
    @Override
    protected Pool openPool() {
        return openPool(2);
    }

    @Override
    protected Pool openPool(int places) {
        return new ExamplePool(places);
    }
}
