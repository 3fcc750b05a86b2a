package dev.weft.http;

import java.nio.file.Path;

/** What the body of a response is. */
public sealed interface Content {

    /** Bytes in memory. */
    @SuppressWarnings("ArrayRecordComponent") // not compared; copying each body would cost more than it guards
    record Bytes(byte[] bytes) implements Content {}

    /** A file: its bytes from {@code offset} on, {@code length} of them. */
    record File(Path path, long offset, long length) implements Content {}

    /** What {@code writer} writes, once the head has been sent. */
    record Stream(Writer writer) implements Content {}

    /** No more HTTP on this connection: {@code conversation} speaks with the client over a WebSocket. */
    record Upgrade(Conversation conversation, WebSocketOptions options) implements Content {}

    /** Speaks with a client over a WebSocket. */
    @FunctionalInterface
    interface Conversation {
        /** Sends and receives until there is no more to say; the socket is closed after that. */
        void with(WebSocket socket) throws Exception;
    }

    /** Writes a body. */
    @FunctionalInterface
    interface Writer {
        /** Writes all of it; when this throws, the client sees that the body is cut off. */
        void writeTo(BodyWriter body) throws Exception;
    }
}
