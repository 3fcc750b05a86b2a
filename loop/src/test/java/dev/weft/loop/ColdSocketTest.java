package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Observed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The JDK starts the threads that watch its sockets when the first is waited for; a coroutine's do not get onto its loop. */
class ColdSocketTest {
    @Test
    void socketsOfOtherThreadsGoOnWhileTheLoopThatUsedTheFirstIsHeld() throws Exception {
        try (var child = ChildJvm.start(Program.class)) {
            assertThat(child.rest()).endsWith("gone on");
        }
    }

    /** A JVM in which nobody has waited for a socket before. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Loop.run(() -> {
                for (int i = 0; i < 100; i++) {
                    roundTrip();
                }
                var others = new CompletableFuture<String>();
                Thread.startVirtualThread(() -> {
                    try {
                        roundTrip();
                        others.complete("gone on");
                    } catch (IOException e) {
                        others.completeExceptionally(e);
                    }
                });
                Observed.spinUntil(others::isDone);
                System.out.println(others.resultNow());
            });
        }

        private static void roundTrip() throws IOException {
            try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var client = new Socket(server.getInetAddress(), server.getLocalPort());
                    var accepted = server.accept()) {
                var answering = Thread.startVirtualThread(() -> echo(accepted));
                client.getOutputStream().write(1);
                if (client.getInputStream().read() != 1) {
                    throw new IOException("no echo");
                }
                Ended.of(answering::join);
            }
        }

        private static void echo(Socket socket) {
            Ended.of(
                    () -> socket.getOutputStream().write(socket.getInputStream().read()));
        }
    }
}
