package dev.weft.examples;

import dev.weft.Action;
import dev.weft.Future;
import dev.weft.Job;
import dev.weft.Pool;
import dev.weft.process.ProcessPool;
import java.io.Serializable;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What can be sent to a worker JVM and what cannot: the notebook's {@code unpickle.py}, which In [35] shows.
 *
 * <p>The lambda that fails there works here. What cannot be sent fails its own future, at once, and says what to do.
 */
public final class WhatCanBeSent {

    private WhatCanBeSent() {}

    /** Holds what lives in one process only. */
    static final class Report implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String title = "sales";

        @SuppressWarnings("serial") // that is what is shown
        private final Socket connection = new Socket();

        String text() {
            return title + (connection.isConnected() ? " (live)" : "");
        }
    }

    /** The same, with its connection made where it is needed. */
    record Letter(String title) implements Serializable {
        String text() {
            return title;
        }
    }

    private static void show(Future<?> future) {
        var reason = future.exception();
        IO.println(reason == null ? future.result() : reason.getMessage());
    }

    static void main() throws Exception {
        try (Pool pool = ProcessPool.open(1)) {
            // In [35]: there it is "Can't pickle <function <lambda>>"
            show(pool.submit(() -> 1));

            // what a lambda captures goes with it, if it is serializable
            var letter = new Letter("sales");
            show(pool.submit(() -> letter.text()));
            var report = new Report();
            show(pool.submit(() -> report.text()));

            // so it is with what a job returns
            show(pool.submit(() -> new Report()));

            // a variable of Java's own types makes a lambda that cannot be sent; Job.of and Action.of make one that can
            Callable<Integer> one = () -> 1;
            show(pool.submit(one));
            IO.println(pool.invokeAll(List.of(Job.of(() -> 1))).getFirst().get());
            pool.execute(Action.of(() -> IO.println("hello from the worker")));
        }
    }
}
