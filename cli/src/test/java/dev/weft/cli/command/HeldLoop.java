package dev.weft.cli.command;

import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.loop.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** A program whose loop is held by a coroutine that does not give it back, while all others wait. */
final class HeldLoop {

    private HeldLoop() {}

    public static void main(String[] arguments) {
        try (var loop = Loop.builder().name("kitchen").submitStacks(true).open()) {
            loop.named("cook").submit(() -> start(loop)).result();
        }
    }

    private static List<Integer> start(Loop loop) {
        var lock = new ReentrantLock();
        var first = loop.named("first").submit(() -> {
            lock.lock();
            new CountDownLatch(1).await();
            return 1;
        });
        var second = loop.named("second").submit(() -> {
            lock.lock();
            return 2;
        });
        var both = new ArrayList<Future<Integer>>();
        both.add(loop.named("egg").submit(() -> both.get(1).result()));
        both.add(loop.named("hen").submit(() -> both.get(0).result()));
        loop.named("holder").submit(() -> {
            while (System.getProperty("dev.weft.inspect.socket") == null) {
                Thread.onSpinWait(); // it is opened in the background
            }
            System.out.println("ready");
            while (true) {
                Thread.onSpinWait();
            }
        });
        return Futures.gather(List.of(first, second)).result();
    }
}
