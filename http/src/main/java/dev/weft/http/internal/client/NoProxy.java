package dev.weft.http.internal.client;

import dev.weft.http.internal.text.Hosts;
import dev.weft.http.internal.text.Uris;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Hosts that are asked directly. */
public final class NoProxy {
    private final List<Predicate<URI>> entries;

    private NoProxy(List<Predicate<URI>> entries) {
        this.entries = entries;
    }

    /** Returns what {@code entries} list: hosts, {@code host:port}, addresses, blocks of them, or {@code *}. */
    public static NoProxy of(List<String> entries) {
        return new NoProxy(entries.stream()
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .map(NoProxy::entry)
                .toList());
    }

    /** Tells whether {@code uri} is asked directly. */
    public boolean covers(URI uri) {
        return entries.stream().anyMatch(entry -> entry.test(uri));
    }

    private static Predicate<URI> entry(String text) {
        if (text.equals("*")) {
            return uri -> true;
        }
        int slash = text.indexOf('/');
        if (slash > 0
                && Hosts.isAddress(text.substring(0, slash))
                && text.substring(slash + 1).matches("\\d{1,3}")) {
            return block(InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        }
        int colon = text.lastIndexOf(':');
        boolean withPort = colon > 0
                && colon == text.indexOf(':')
                && text.substring(colon + 1).matches("\\d{1,5}");
        var host = (withPort ? text.substring(0, colon) : text).replaceFirst("^\\*?\\.", "");
        int port = withPort ? Integer.parseInt(text.substring(colon + 1)) : -1;
        return uri -> Hosts.isWithin(Uris.host(uri), host) && (port < 0 || port == Uris.port(uri));
    }

    private static Predicate<URI> block(InetAddress first, int bits) {
        var prefix = first.getAddress();
        return uri -> {
            var host = Uris.host(uri);
            return Hosts.isAddress(host) && begins(InetAddress.ofLiteral(host).getAddress(), prefix, bits);
        };
    }

    private static boolean begins(byte[] address, byte[] prefix, int bits) {
        if (address.length != prefix.length || bits > 8 * prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((address[bit / 8] ^ prefix[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}
