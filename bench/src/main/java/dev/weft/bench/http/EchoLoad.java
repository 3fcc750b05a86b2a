package dev.weft.bench.http;

import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.Fork;
import dev.weft.bench.Probe;
import dev.weft.bench.Unit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What loads all servers that send back, in a process of its own: {@value #CONNECTIONS} connections, each of which sends a message
 * when the last has come back.
 */
final class EchoLoad {
    private static final int CONNECTIONS = 64;
    private static final String TEXT = "m".repeat(100);
    static final int STREAM_BYTES = 1_024;

    private EchoLoad() {}

    /** What is sent through. */
    enum Through {
        WEB_SOCKET {
            @Override
            Future<?> connect(Vertx vertx, int port, EchoTally tally) {
                var client = vertx.createWebSocketClient();
                return client.connect(port, "127.0.0.1", Pages.WEB_SOCKET).onSuccess(socket -> {
                    socket.closeHandler(_ -> ended(client::close, tally));
                    socket.textMessageHandler(text -> {
                        if (tally.cameBack(text.equals(TEXT))) {
                            socket.writeTextMessage(TEXT);
                        } else {
                            socket.close();
                        }
                    });
                    socket.writeTextMessage(TEXT);
                });
            }
        },
        STREAM {
            @Override
            Future<?> connect(Vertx vertx, int port, EchoTally tally) {
                var client = vertx.createNetClient();
                return client.connect(port, "127.0.0.1").onSuccess(socket -> {
                    socket.closeHandler(_ -> ended(client::close, tally));
                    var pingPong = new PingPong(socket, tally);
                    socket.handler(pingPong::arrived);
                    pingPong.send();
                });
            }
        };

        abstract Future<?> connect(Vertx vertx, int port, EchoTally tally);

        // Held by its socket until then: a client that nobody holds closes what it has opened.
        private static void ended(Runnable closeClient, EchoTally tally) {
            closeClient.run();
            tally.closed();
        }
    }

    static List<Quantity> quantities(String what) {
        return List.of(
                new Quantity(what, Unit.MESSAGES_PER_SECOND), new Quantity(what + ", processor", Unit.MICROSECONDS));
    }

    static Contender contender(Cores cores, Through through) {
        return Contender.beside("the load of messages", cores, Fork.command(EchoLoad.class, through.name()));
    }

    /** Has {@code load} measure {@code server}: messages of a second, and the server's processor time of one. */
    static Probe probe(Contender load, Contender server) {
        return turn -> {
            int port = server.port();
            double before = server.cpuMicros();
            var measured = load.measure(port + " " + turn.toMillis());
            return new double[] {measured[0], (server.cpuMicros() - before) / measured[1]};
        };
    }

    /** Answers the port and milliseconds of each line with the messages of a second, and those of the whole time. */
    public static void main(String[] args) throws Exception {
        var through = Through.valueOf(args[0]);
        var vertx = Vertxes.open();
        try {
            Answers.give(question -> {
                var words = question.split(" ", -1);
                var turn = Duration.ofMillis(Long.parseLong(words[1]));
                return measure(through, vertx, Integer.parseInt(words[0]), turn);
            });
        } finally {
            vertx.close().await();
        }
    }

    private static String measure(Through through, Vertx vertx, int port, Duration turn) throws InterruptedException {
        var tally = new EchoTally(CONNECTIONS);
        var connections = Stream.generate(() -> through.connect(vertx, port, tally))
                .limit(CONNECTIONS)
                .toList();
        Future.all(connections).await();
        long before = tally.messages();
        long start = System.nanoTime();
        Thread.sleep(turn);
        double rate = (tally.messages() - before) * 1e9 / (System.nanoTime() - start);
        tally.end();
        return "%s %d".formatted(rate, tally.messages());
    }
}
