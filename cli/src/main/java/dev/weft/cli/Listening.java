package dev.weft.cli;

import dev.weft.http.HttpServer;
import dev.weft.http.Routes;
import java.io.IOException;
import java.util.Locale;

/** Opens servers, and says what to do where that fails. */
public final class Listening {

    private Listening() {}

    /**
     * Opens {@code server}.
     *
     * @throws IOException if it cannot listen on {@code host} and {@code port}; the message has the remedy, in options of a command
     */
    public static HttpServer open(HttpServer.Builder server, Routes routes, String host, int port) throws IOException {
        try {
            return server.open(routes);
        } catch (IOException e) {
            throw new IOException(words(host, port, e), e);
        }
    }

    private static String words(String host, int port, IOException failed) {
        // By its words: which exception it is depends on the system.
        var reason = String.valueOf(failed.getMessage());
        var refusal = reason.toLowerCase(Locale.ROOT);
        if (refusal.contains("in use") || refusal.contains("another server of this jvm")) {
            return "port %d is taken by another program: take another by --port, or 0 for any free one".formatted(port);
        }
        if (refusal.contains("denied")) {
            return "port %d needs rights that you have not: take one from 1024 on by --port, or 0 for any free one"
                    .formatted(port);
        }
        if (refusal.contains("assign") || refusal.contains("resolve")) {
            return "--host %s is no address of this machine".formatted(host);
        }
        return reason;
    }
}
