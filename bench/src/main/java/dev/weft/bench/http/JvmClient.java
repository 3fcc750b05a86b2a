package dev.weft.bench.http;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.ThreadPool;
import dev.weft.bench.Fork;
import dev.weft.http.NetworkLoop;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;

/** The clients that run in a JVM. */
enum JvmClient {
    WEFT("Weft") {
        @Override
        HttpCaller open() {
            var loop = NetworkLoop.open();
            return new WeftCaller(loop.loop(), loop::close);
        }
    },
    WEFT_VIRTUAL("Weft, ThreadPool.virtual()") {
        @Override
        HttpCaller open() {
            var pool = ThreadPool.virtual();
            return new WeftCaller(pool, pool::close);
        }
    },
    JDK("java.net.http") {
        @Override
        HttpCaller open() {
            return new JdkCaller();
        }
    },
    VERTX("Vert.x callbacks") {
        @Override
        HttpCaller open() {
            return new VertxCaller();
        }
    };

    private final String title;

    JvmClient(String title) {
        this.title = title;
    }

    abstract HttpCaller open();

    /** Returns it as a process of its own, which is asked for so many milliseconds of an address. */
    Contender contender(Cores cores) {
        return Contender.measured(title, cores, Fork.command(JvmClient.class, name()));
    }

    /** Answers the address and milliseconds of each line with the requests of a second, and the microseconds of processor time of one. */
    public static void main(String[] args) throws Exception {
        try (var caller = valueOf(args[0]).open()) {
            Answers.give(question -> {
                var words = question.split(" ", -1);
                return measure(caller, URI.create(words[0]), Duration.ofMillis(Long.parseLong(words[1])));
            });
        }
    }

    private static String measure(HttpCaller caller, URI uri, Duration turn) throws Exception {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpuNanos = system.getProcessCpuTime();
        var calls = new Calls(turn);
        caller.call(uri, calls);
        double rate = calls.answers() * 1e9 / calls.elapsedNanos();
        return "%s %s".formatted(rate, (system.getProcessCpuTime() - cpuNanos) / 1e3 / calls.answers());
    }
}
