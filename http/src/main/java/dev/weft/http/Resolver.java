package dev.weft.http;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * Looks up the addresses of a host: the system's resolver unless told otherwise, each answer kept for a while by the client.
 *
 * <p>Called on a thread of the client's own, where it may wait; for several hosts at once.
 */
@FunctionalInterface
public interface Resolver {
    /**
     * Returns the addresses of {@code host}, the preferred ones first; at least one.
     *
     * @throws IOException if there are none
     */
    List<InetAddress> resolve(String host) throws IOException;

    /** Returns the system's resolver. */
    static Resolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
