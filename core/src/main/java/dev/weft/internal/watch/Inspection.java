package dev.weft.internal.watch;

import dev.weft.internal.time.InternalThread;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The inspection socket: answers whoever connects with what the pools of this JVM do now, and hangs up. It lives on platform
 * threads, so that it answers while every virtual thread and every pool is held.
 *
 * <p>{@code -Ddev.weft.inspect=off} switches it off. Where it is, and what it says: {@link InspectionAddress},
 * {@link InspectionWire}.
 */
final class Inspection {
    private static final System.Logger LOG = System.getLogger("dev.weft");

    private Inspection() {}

    /** Opens the socket and answers, unless it is switched off: never returns then. */
    static void serveUnlessOff() {
        if (!"off".equals(System.getProperty("dev.weft.inspect"))) {
            serve();
        }
    }

    private static void serve() {
        var path = InspectionAddress.ofThisJvm();
        try {
            InspectionAddress.prepareFolder();
            Files.deleteIfExists(path); // left by an earlier JVM with our number
            try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, path), "weft-inspect-exit"));
                server.bind(UnixDomainSocketAddress.of(path));
                System.setProperty("dev.weft.inspect.socket", path.toString());
                while (true) {
                    answer(server.accept());
                }
            }
        } catch (ClosedChannelException _) {
            // The JVM is ending.
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "no inspection socket at " + path, e);
        }
    }

    // Not by deleteOnExit(): a JVM that ends waits up to 300 ms for threads in native code, as one is that accepts.
    private static void end(ServerSocketChannel server, Path path) {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the inspection socket %s cannot be removed".formatted(path), e);
        }
    }

    private static void answer(SocketChannel client) {
        // One thread each: a client that does not read must not keep others out.
        new InternalThread(
                        () -> {
                            try (client;
                                    var out = new DataOutputStream(
                                            new BufferedOutputStream(Channels.newOutputStream(client)))) {
                                InspectionWire.write(out, JvmSnapshot.of(PoolRegistry.open()));
                            } catch (IOException e) {
                                LOG.log(System.Logger.Level.DEBUG, "an inspection was cut off", e);
                            }
                        },
                        "weft-inspect-answer")
                .start();
    }
}
