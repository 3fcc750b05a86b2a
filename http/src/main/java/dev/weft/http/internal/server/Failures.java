package dev.weft.http.internal.server;

import dev.weft.WaitInterruptedException;
import dev.weft.http.HttpError;
import dev.weft.http.Response;
import io.vertx.core.http.HttpClosedException;
import java.io.Closeable;
import java.io.IOException;

/** Turns what handlers throw into responses, and says in the log what the client is not told. */
final class Failures {
    private static final System.Logger LOG = System.getLogger("dev.weft.http");

    private Failures() {}

    /** Returns the response that {@code error} stands for. */
    static Response response(HttpError error) {
        var response = Response.text(error.getMessage() + "\n").withStatus(error.status());
        for (var header : error.headers()) {
            response = response.addHeader(header.getKey(), header.getValue());
        }
        return response;
    }

    /** Returns a response that tells nothing, and logs what happened. */
    static Response response(String route, Throwable failure) {
        if (isOver(failure)) {
            return Response.text("the server gave this request up\n").withStatus(503);
        }
        LOG.log(System.Logger.Level.ERROR, "the handler of %s failed: answered with 500".formatted(route), failure);
        return Response.text("internal server error\n").withStatus(500);
    }

    /** Logs that a request was not begun: the first, the second, the fourth and so on, so that a flood does not fill the log. */
    static void refused(String route, String why, long soFar) {
        if (Long.bitCount(soFar) == 1) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a request for %s was answered with 503: %s (%d so far)".formatted(route, why, soFar));
        }
    }

    /** Logs that a WebSocket did not come about, unless the client went. */
    static void ofHandshake(String route, Throwable failure) {
        if (!(failure instanceof HttpClosedException)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a request for %s did not become a WebSocket".formatted(route),
                    failure);
        }
    }

    /** Logs what ended a response half-way, unless it was the client. */
    static void whileStreaming(String route, Throwable failure) {
        if (!isOver(failure)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the writer of the response to %s failed: the response is cut off".formatted(route),
                    failure);
        }
    }

    /** Tells whether a handler was stopped from outside: by its client's leaving, or by the end of the server. */
    private static boolean isOver(Throwable failure) {
        return failure instanceof ClientGoneException
                || failure instanceof InterruptedException
                || failure instanceof WaitInterruptedException;
    }

    /** Closes what was only read. */
    static void close(Closeable file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a file that was sent cannot be closed", e);
        }
    }
}
