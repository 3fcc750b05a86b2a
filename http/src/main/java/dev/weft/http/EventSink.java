package dev.weft.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to a client that listens: server-sent events, as browsers take them by {@code EventSource}.
 *
 * <p>For the job that it was given to. A send waits while the client is slow, and fails once it is gone: which is known only when
 * something is sent, so send a {@link #comment} now and then.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, server-sent events</a>; in aiohttp a package of
 *     its own, aiohttp-sse
 */
public final class EventSink {
    private final BodyWriter body;

    EventSink(BodyWriter body) {
        this.body = body;
    }

    /** Writes the events of a response. */
    @FunctionalInterface
    public interface Writer {
        /** Sends events until there are no more; the response ends when this returns. */
        void writeTo(EventSink events) throws Exception;
    }

    /**
     * Sends an event with data only.
     *
     * @param data may have several lines
     * @throws IOException if the client is gone
     */
    public void send(String data) throws IOException {
        send(null, data, null);
    }

    /**
     * Sends an event.
     *
     * @param event its name, or {@code null} for {@code message}
     * @param id what the client says in {@code Last-Event-ID} when it comes back, or {@code null}
     * @throws IllegalArgumentException if name or id has a line break, or the id a NUL
     * @throws IOException if the client is gone
     */
    public void send(@Nullable String event, String data, @Nullable String id) throws IOException {
        Objects.requireNonNull(data, "data");
        var text = new StringBuilder();
        field(text, "event", event);
        field(text, "id", id);
        data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        if (data.isEmpty() || data.endsWith("\n")) {
            text.append("data:\n");
        }
        body.write(text.append('\n').toString());
        body.flush();
    }

    /**
     * Sends what the client does not show: it keeps the connection in use, and tells whether the client is there.
     *
     * @throws IllegalArgumentException if it has a line break
     * @throws IOException if the client is gone
     */
    public void comment(String text) throws IOException {
        body.write(": " + ensureLine("comment", text) + "\n\n");
        body.flush();
    }

    /**
     * Tells the client how long to wait before it connects again.
     *
     * @throws IOException if the client is gone
     */
    public void retry(Duration pause) throws IOException {
        body.write("retry: " + pause.toMillis() + "\n\n");
        body.flush();
    }

    private static void field(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(name).append(": ").append(ensureLine(name, value)).append('\n');
        }
    }

    private static String ensureLine(String name, String value) {
        if (value.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new IllegalArgumentException("%s of an event must be one line, without NUL".formatted(name));
        }
        return value;
    }
}
