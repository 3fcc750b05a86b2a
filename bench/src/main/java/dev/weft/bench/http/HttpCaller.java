package dev.weft.bench.http;

import java.net.URI;

/** A client that asks for the same page again and again. */
interface HttpCaller extends AutoCloseable {
    /** So many requests are under way at the same time. */
    int IN_FLIGHT = 64;

    /** Asks for {@code uri}, {@link #IN_FLIGHT} times at once, until {@code calls}, which counts the answers, wants no more. */
    void call(URI uri, Calls calls) throws Exception;

    @Override
    void close();
}
