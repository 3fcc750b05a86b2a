package dev.weft.http.internal.ws;

import org.jspecify.annotations.Nullable;

/**
 * What both sides agreed on in the handshake.
 *
 * @param server whether this side is the server
 * @param subProtocol {@code null} without
 * @param deflate {@code null} without compression
 */
record Agreement(
        boolean server,
        @Nullable String subProtocol,
        @Nullable DeflateParameters deflate) {}
