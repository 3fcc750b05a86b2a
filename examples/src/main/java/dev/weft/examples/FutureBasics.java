package dev.weft.examples;

import dev.weft.Future;
import dev.weft.Pool;
import dev.weft.ThreadPool;

/** A job and its future: the notebook's cells In [12] to In [18]. What a cell there shows is printed here. */
public final class FutureBasics {

    private FutureBasics() {}

    /** What is to run elsewhere, In [13]. */
    static int func() {
        return 1;
    }

    static void main() {
        try (Pool pool = ThreadPool.open()) {
            // In [14]: the function goes to the pool, and a future comes back at once
            Future<Integer> future = pool.submit(FutureBasics::func);
            IO.println(Future.class.isInstance(future));

            // In [15]: the value, waiting for it
            IO.println(future.result());

            // In [16] to In [18]: its state now
            IO.println(future.isDone());
            IO.println(future.isRunning());
            IO.println(future.isCancelled());
        }
    }
}
