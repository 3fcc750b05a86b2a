package dev.weft.http.internal.ws;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How messages are compressed, if they are. Windows are of 32 KiB: the JDK has no smaller ones.
 *
 * @param serverFresh whether each of the server's messages starts anew
 * @param clientFresh whether each of the client's does
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.1">RFC 7692, section 7.1</a>
 */
record DeflateParameters(boolean serverFresh, boolean clientFresh) {
    static final String NAME = "permessage-deflate";

    /** Returns what a server answers, and means, for the first of a client's offers that can be met; {@code null} for none. */
    static @Nullable DeflateParameters ofOffers(@Nullable String header) {
        if (header == null) {
            return null;
        }
        for (var offer : header.split(",", -1)) {
            var parsed = parse(offer, true);
            if (parsed != null) {
                return parsed;
            }
        }
        return null;
    }

    /**
     * Returns what a server has answered to {@link #offer}.
     *
     * @throws IllegalArgumentException if it is nothing that was offered
     */
    static @Nullable DeflateParameters ofAnswer(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        var parsed = header.contains(",") ? null : parse(header, false);
        if (parsed == null) {
            throw new IllegalArgumentException("the server chose an extension that was not offered: " + header);
        }
        return parsed;
    }

    private static @Nullable DeflateParameters parse(String extension, boolean offer) {
        var parts = extension.split(";", -1);
        if (!parts[0].strip().equalsIgnoreCase(NAME)) {
            return null;
        }
        boolean serverFresh = false;
        boolean clientFresh = false;
        for (int i = 1; i < parts.length; i++) {
            var parameter = parts[i].replace("\"", "").replace(" ", "").strip().toLowerCase(Locale.ROOT);
            switch (parameter) {
                case "server_no_context_takeover" -> serverFresh = true;
                case "client_no_context_takeover" -> clientFresh = true;
                case "server_max_window_bits=15", "client_max_window_bits=15" -> {}
                default -> {
                    // A smaller window of the peer's is read as well as a large one; one of ours cannot be had.
                    var theirs = offer ? "client_max_window_bits" : "server_max_window_bits=";
                    if (!parameter.startsWith(theirs)) {
                        return null;
                    }
                }
            }
        }
        return new DeflateParameters(serverFresh, clientFresh);
    }

    static String offer() {
        return NAME;
    }

    String answer() {
        return NAME
                + (serverFresh ? "; server_no_context_takeover" : "")
                + (clientFresh ? "; client_no_context_takeover" : "");
    }

    Inflation inflation(boolean atServer) {
        return new Inflation(atServer ? clientFresh : serverFresh);
    }

    Deflation deflation(boolean atServer) {
        return new Deflation(atServer ? serverFresh : clientFresh);
    }
}
