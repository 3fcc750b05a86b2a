package dev.weft.examples;

import static dev.weft.examples.ElapsedTime.elapsedTime;

import dev.weft.Future;
import dev.weft.loop.Loop;
import java.time.Duration;

/** A loop and its tasks, which are the futures of its jobs: the notebook's cells In [55] to In [63]. */
public final class LoopTasks {
    private final Duration second;

    /** Makes the cells, where a second is as long as {@code second}. */
    LoopTasks(Duration second) {
        this.second = second;
    }

    static void main() {
        Loop.run(() -> new LoopTasks(Duration.ofSeconds(1)).cells());
    }

    void cells() throws InterruptedException {
        // In [56]
        printLoop();
        // In [59]: still pending when it is printed
        IO.println(oneTask());
        // In [61]: done in 3 seconds
        elapsedTime("threeTasks", this::threeTasks);
        // In [63]: done in 6 seconds
        elapsedTime("threeAwaits", this::threeAwaits);
    }

    /** In [55]. */
    private static void printLoop() {
        var loop = Loop.current();
        IO.println(loop);
    }

    /** In [57]. */
    private int coro(int n) throws InterruptedException {
        Loop.sleep(Duration.ofNanos(n * second.toNanos()));
        return n;
    }

    /** In [58]. */
    private int oneTask() {
        Future<Integer> task = Loop.current().named("coro").submit(() -> coro(1));
        IO.println(task);
        return task.result();
    }

    /** Waits for all at the same time, In [60]. */
    void threeTasks() {
        var loop = Loop.current();
        var task1 = loop.submit(() -> coro(1));
        var task2 = loop.submit(() -> coro(2));
        var task3 = loop.submit(() -> coro(3));
        IO.println(task1.result());
        IO.println(task2.result());
        IO.println(task3.result());
    }

    /** Waits for one after the other: a call is no task, In [62]. */
    void threeAwaits() throws InterruptedException {
        IO.println(coro(1));
        IO.println(coro(2));
        IO.println(coro(3));
    }
}
