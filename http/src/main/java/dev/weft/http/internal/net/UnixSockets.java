package dev.weft.http.internal.net;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Where servers listen that only this machine can reach. */
public final class UnixSockets {
    private UnixSockets() {}

    /**
     * Checks that a server may listen at {@code path}: Netty removes what is there, whatever it is.
     *
     * @throws IOException if something else than the socket of a server that is gone is there
     */
    public static void ensureFree(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(
                    "cannot listen on %s: something is there that is no socket; remove it, or choose another path"
                            .formatted(path));
        }
        if (answers(path)) {
            throw new IOException("cannot listen on %s: another server does".formatted(path));
        }
    }

    private static boolean answers(Path path) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return false; // refused: whoever made it is gone
        }
    }
}
