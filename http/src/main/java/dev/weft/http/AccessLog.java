package dev.weft.http;

import dev.weft.http.internal.server.AccessLogWriter;
import java.io.Writer;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A line for each request that is over, in Apache's formats or another; written by a thread of its own, so that a slow disk holds
 * no event loop. When more wait than fit in memory, lines are dropped, and their number is logged.
 *
 * @see <a href="https://httpd.apache.org/docs/2.4/logs.html#accesslog">Apache's access log</a>
 */
public final class AccessLog {
    private final Function<Entry, String> format;
    private final Consumer<String> target;

    private AccessLog(Function<Entry, String> format, Consumer<String> target) {
        this.format = format;
        this.target = target;
    }

    /**
     * What is known of a request that is over.
     *
     * @param remote the client, or {@code null} on a Unix socket
     * @param began when its head had arrived
     * @param took from then until the response was handed to the operating system
     * @param target path and query as they were sent
     * @param status of the response; 499, as in nginx, if the client was gone before there was one
     * @param bytes of the response's body
     */
    public record Entry(
            @Nullable SocketAddress remote,
            Instant began,
            Duration took,
            String method,
            String target,
            String version,
            int status,
            long bytes,
            @Nullable String referrer,
            @Nullable String userAgent) {}

    /** Returns a log that passes lines to {@code logger}, at level INFO, in Apache's combined format. */
    public static AccessLog to(System.Logger logger) {
        Objects.requireNonNull(logger, "logger");
        return new AccessLog(AccessLogWriter::combined, line -> logger.log(System.Logger.Level.INFO, line));
    }

    /** Returns a log that writes lines to {@code writer}, in Apache's combined format, and flushes it when no more wait. */
    public static AccessLog to(Writer writer) {
        return new AccessLog(
                AccessLogWriter::combined, AccessLogWriter.linesOf(Objects.requireNonNull(writer, "writer")));
    }

    /** Returns this log in Apache's common format: without referrer and user agent. */
    public AccessLog common() {
        return format(AccessLogWriter::common);
    }

    /** Returns this log in a format of one's own, without the line's end. */
    public AccessLog format(Function<Entry, String> newFormat) {
        return new AccessLog(Objects.requireNonNull(newFormat, "format"), target);
    }

    /** Writes the line of {@code entry}; called by the log's own thread. */
    public void write(Entry entry) {
        target.accept(format.apply(entry));
    }
}
