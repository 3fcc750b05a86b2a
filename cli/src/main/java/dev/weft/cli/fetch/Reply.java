package dev.weft.cli.fetch;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The head of a response, and its body still to be read.
 *
 * @param peer who sent it
 * @param status the HTTP status
 * @param headers the headers
 * @param body the bytes, which {@link #close} gives up
 */
record Reply(Peer peer, int status, HttpHeaders headers, Body body) implements AutoCloseable {
    /** What a header's value must be to be a length. */
    static final Predicate<String> NUMBER = Pattern.compile("[0-9]{1,18}").asMatchPredicate();

    /** Returns a header's first value; empty if there is none, or it is blank. */
    Optional<String> header(String name) {
        return headers.firstValue(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Returns how long the body is said to be, before decoding; -1 if that is not said, or not in numbers. */
    long length() {
        return header("Content-Length").filter(NUMBER).map(Long::parseLong).orElse(-1L);
    }

    @Override
    public void close() {
        body.close();
    }
}
