package dev.weft.bench.http;

/** A server of this JVM, on a port that the system chose. */
interface Served extends AutoCloseable {

    int port();

    @Override
    void close();
}
