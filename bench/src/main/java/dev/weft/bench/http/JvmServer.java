package dev.weft.bench.http;

import dev.weft.ThreadPool;
import dev.weft.bench.Fork;
import io.vertx.core.ThreadingModel;
import java.io.IOException;

/** The servers that run in a JVM. */
enum JvmServer {
    WEFT("Weft") {
        @Override
        Served open(int upstream) throws IOException {
            return new WeftServer(null, upstream);
        }
    },
    WEFT_VIRTUAL("Weft, ThreadPool.virtual()") {
        @Override
        Served open(int upstream) throws IOException {
            return new WeftServer(ThreadPool.virtual(), upstream);
        }
    },
    VERTX("Vert.x callbacks") {
        @Override
        Served open(int upstream) {
            return new VertxServer(ThreadingModel.EVENT_LOOP, upstream);
        }
    },
    VERTX_VIRTUAL("Vert.x virtual threads") {
        @Override
        Served open(int upstream) {
            return new VertxServer(ThreadingModel.VIRTUAL_THREAD, upstream);
        }
    };

    private final String title;

    JvmServer(String title) {
        this.title = title;
    }

    /** Opens it; {@code upstream} is the port of the server that it asks, too. */
    abstract Served open(int upstream) throws IOException;

    /** Returns it as a process of its own. */
    Contender contender(Cores cores, int upstream) {
        return Contender.measured(title, cores, Fork.command(JvmServer.class, name(), String.valueOf(upstream)));
    }

    /** Serves: which one, port of the server that it asks. */
    public static void main(String[] args) throws Exception {
        try (var server = valueOf(args[0]).open(Integer.parseInt(args[1]))) {
            Answers.give(_ -> server.port());
        }
    }
}
