package dev.weft.http.internal.text;

import java.net.InetAddress;

/** Names of hosts. */
public final class Hosts {
    private Hosts() {}

    /** Tells whether {@code host} is {@code domain}, or below it; an address is within itself alone. */
    public static boolean isWithin(String host, String domain) {
        return host.equals(domain) || (host.endsWith("." + domain) && !isAddress(host));
    }

    /** Tells whether {@code host} is an address and no name. */
    public static boolean isAddress(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
