package dev.weft.bench.loop;

import dev.weft.loop.Loop;
import java.time.Duration;

/** Those in the JVM that are compared. */
enum Rival {
    WEFT("Weft") {
        @Override
        Coroutines open() {
            return PoolCoroutines.ofLoop(Loop.DEFAULT_HELD_LIMIT);
        }
    },
    /** The same with a watchdog that looks once a second. */
    UNWATCHED("ours, watchdog as good as off") {
        @Override
        Coroutines open() {
            return PoolCoroutines.ofLoop(Duration.ofDays(365));
        }
    },
    ONE_FIELD("scheduler that stores one field") {
        @Override
        Coroutines open() throws Exception {
            return new OneFieldScheduler();
        }
    },
    RAW("jdk.internal.vm.Continuation") {
        @Override
        Coroutines open() throws Exception {
            return new RawCoroutines();
        }
    },
    JDK("virtual threads, JDK's scheduler") {
        @Override
        Coroutines open() {
            return PoolCoroutines.ofJdk();
        }
    },
    KOTLIN("Kotlin runBlocking") {
        @Override
        Coroutines open() throws Exception {
            return new KotlinCoroutines();
        }
    },
    VERTX("Vert.x virtual-thread context") {
        @Override
        Coroutines open() {
            return new VertxCoroutines();
        }
    };

    private final String title;

    Rival(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract Coroutines open() throws Exception;
}
