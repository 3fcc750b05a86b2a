package dev.weft.bench;

import dev.weft.bench.http.HttpSuite;
import dev.weft.bench.loop.LoopSuite;
import dev.weft.bench.pools.PoolsSuite;
import dev.weft.bench.processes.ProcessesSuite;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be asked for. */
enum Suite {
    POOLS(PoolsSuite.class) {
        @Override
        void measure(Rig rig) throws Exception {
            PoolsSuite.run(rig);
        }
    },
    PROCESSES(ProcessesSuite.class) {
        @Override
        void measure(Rig rig) throws Exception {
            ProcessesSuite.run(rig);
        }
    },
    LOOP(LoopSuite.class) {
        @Override
        void measure(Rig rig) throws Exception {
            LoopSuite.run(rig.brief());
        }
    },
    HTTP(HttpSuite.class) {
        @Override
        String interpreter() {
            return HttpSuite.interpreter();
        }

        @Override
        void measure(Rig rig) throws Exception {
            HttpSuite.run(rig.steady());
        }
    };

    private final Class<?> owner;

    Suite(Class<?> owner) {
        this.owner = owner;
    }

    static Optional<Suite> named(String word) {
        return Stream.of(values()).filter(suite -> suite.word().equals(word)).findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Measures every contest whose name contains {@code only}; Python's side is a script beside the suite. */
    void run(Effort effort, Report report, String only) throws Exception {
        try (var python = Python.start(interpreter(), owner, word() + ".py")) {
            report.machine(Machine.of(python));
            measure(new Rig(effort, python, report, only));
        }
    }

    /** Returns the Python that the suite's script runs under. */
    String interpreter() {
        return "python3";
    }

    abstract void measure(Rig rig) throws Exception;
}
