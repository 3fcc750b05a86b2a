package dev.weft.loop.testing;

import dev.weft.Action;
import dev.weft.TaskGroup;
import dev.weft.loop.Loop;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Programs that use the JDK's synchronizers, for the question whether a seed always gives the same trace. */
final class Programs {
    private static final int PAIRS = 3;
    private static final int ROUNDS = 8;

    private Programs() {}

    static final Map<String, Action> ALL = new TreeMap<>(Map.of(
            "ArrayBlockingQueue", Programs::arrayBlockingQueue,
            "Semaphore", Programs::semaphore,
            "ReentrantReadWriteLock", Programs::readWriteLock,
            "synchronized", Programs::monitors,
            "cancel", Programs::cancel));

    /** Prints the fingerprint of every program for each of so many seeds. */
    public static void main(String[] args) {
        ALL.forEach((name, program) -> IO.println(name + fingerprints(program, Integer.parseInt(args[0]))));
    }

    /** Returns what tells the traces of a program for seeds from 0 on apart. */
    static String fingerprints(Action program, int seeds) {
        var all = new StringBuilder();
        for (int seed = 0; seed < seeds; seed++) {
            var trace = Simulation.run(seed, program).trace();
            all.append(' ').append(Integer.toHexString(trace.toString().hashCode()));
        }
        return all.toString();
    }

    private static void arrayBlockingQueue() {
        var queue = new ArrayBlockingQueue<Integer>(2);
        TaskGroup.run(Loop.current(), group -> {
            for (int pair = 0; pair < PAIRS; pair++) {
                group.submit(() -> repeat(() -> queue.put(1)));
                group.submit(() -> repeat(queue::take));
            }
        });
    }

    private static void semaphore() {
        var semaphore = new Semaphore(2);
        TaskGroup.run(Loop.current(), group -> {
            for (int pair = 0; pair < 2 * PAIRS; pair++) {
                group.submit(() -> repeat(() -> {
                    semaphore.acquire();
                    Loop.yield();
                    semaphore.release();
                }));
            }
        });
    }

    private static void readWriteLock() {
        var lock = new ReentrantReadWriteLock();
        TaskGroup.run(Loop.current(), group -> {
            for (int pair = 0; pair < PAIRS; pair++) {
                group.submit(() -> repeat(() -> yieldWith(lock.readLock())));
                group.submit(() -> repeat(() -> yieldWith(lock.writeLock())));
            }
        });
    }

    private static void yieldWith(Lock lock) {
        lock.lock();
        try {
            Loop.yield();
        } finally {
            lock.unlock();
        }
    }

    /** A queue of one place, by synchronized, wait and notifyAll. */
    private static final class OnePlace {
        private final Queue<Integer> items = new ArrayDeque<>();

        synchronized void put(int item) throws InterruptedException {
            while (!items.isEmpty()) {
                wait();
            }
            Loop.yield(); // with the monitor held, so that others wait to enter it
            items.add(item);
            notifyAll();
        }

        synchronized int take() throws InterruptedException {
            while (items.isEmpty()) {
                wait();
            }
            notifyAll();
            return items.remove();
        }
    }

    private static void monitors() {
        var queue = new OnePlace();
        TaskGroup.run(Loop.current(), group -> {
            for (int pair = 0; pair < PAIRS; pair++) {
                group.submit(() -> repeat(() -> queue.put(1)));
                group.submit(() -> repeat(queue::take));
            }
        });
    }

    /** Jobs that wait for a lock in turn when they are cancelled, in whatever order. */
    private static void cancel() {
        var semaphore = new Semaphore(1);
        var loop = Loop.current();
        TaskGroup.run(loop, group -> {
            for (int job = 0; job < 4 * PAIRS; job++) {
                group.submit(() -> {
                    semaphore.acquire();
                    try {
                        Loop.yield();
                        Loop.yield();
                    } finally {
                        semaphore.release();
                    }
                });
            }
            Loop.yield();
            Loop.yield();
            Loop.yield();
            group.cancelAll();
        });
    }

    private static void repeat(Action action) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            action.runChecked();
        }
    }
}
