package dev.weft.bench.http;

import dev.weft.ThreadPool;
import dev.weft.bench.Fork;

/** The servers in a JVM that send back what a TCP connection brings. */
enum JvmStream {
    WEFT("Weft") {
        @Override
        Served open() {
            return new WeftStreams(null);
        }
    },
    WEFT_VIRTUAL("Weft, ThreadPool.virtual()") {
        @Override
        Served open() {
            return new WeftStreams(ThreadPool.virtual());
        }
    },
    VERTX("Vert.x callbacks") {
        @Override
        Served open() {
            return new VertxStreams();
        }
    };

    private final String title;

    JvmStream(String title) {
        this.title = title;
    }

    abstract Served open();

    /** Returns it as a process of its own. */
    Contender contender(Cores cores) {
        return Contender.measured(title, cores, Fork.command(JvmStream.class, name()));
    }

    /** Serves: which one. */
    public static void main(String[] args) throws Exception {
        try (var server = valueOf(args[0]).open()) {
            Answers.give(_ -> server.port());
        }
    }
}
