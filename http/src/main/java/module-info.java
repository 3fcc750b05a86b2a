import org.jspecify.annotations.NullMarked;

/**
 * HTTP client and server, WebSocket and TCP streams, for code that reads top to bottom on any pool.
 */
@NullMarked
module dev.weft.http {
    requires static transitive org.jspecify;
    requires transitive dev.weft;
    requires transitive dev.weft.loop;
    requires com.fasterxml.jackson.databind;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.handler.proxy;
    requires io.netty.transport;
    requires io.netty.transport.unix.common;
    requires io.vertx.core;

    exports dev.weft.http;
    exports dev.weft.http.testing;

    // What a file of cookies is made of.
    opens dev.weft.http.internal.client to
            com.fasterxml.jackson.databind;
}
