package dev.weft.http;

import dev.weft.ThreadPool;

/** Where the handlers of a stream server run. */
enum TcpPlace {
    LOOPS,
    VIRTUAL_THREADS;

    TcpServer.Builder builder() {
        var builder = TcpServer.builder();
        return this == VIRTUAL_THREADS ? builder.handleOn(ThreadPool.virtual()) : builder;
    }

    TcpServer open(TcpHandler handler) {
        return builder().open(handler);
    }

    /** A handler. */
    static void echoLines(TcpStream stream) {
        for (var line = stream.readLine(); line != null; line = stream.readLine()) {
            stream.write(line + "\n");
        }
    }
}
