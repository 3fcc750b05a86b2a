package dev.weft.http;

import dev.weft.http.Content.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a handler answers: status, headers, and a body that is sent after the handler has returned.
 *
 * <p>A value: immutable, made without a server, and looked at by middleware and tests. {@link #withStatus} and {@link #withHeader}
 * return another.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/web_reference.html#response">aiohttp's Response, StreamResponse and
 *     json_response</a>
 */
public final class Response {
    private static final String PLAIN_TEXT = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final Bytes NOTHING = new Bytes(new byte[0]);

    private final int status;
    // Apart from the other headers, since nearly every response has it and most have no other.
    private final @Nullable String type;
    private final Headers headers;
    private final Content content;

    private Response(int status, @Nullable String type, Headers headers, Content content) {
        this.status = status;
        this.type = type;
        this.headers = headers;
        this.content = content;
    }

    // ---- making one

    /** Returns {@code text} as plain text in UTF-8, with status 200. */
    public static Response text(String text) {
        return new Response(200, PLAIN_TEXT, Headers.empty(), new Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns {@code html} in UTF-8, with status 200. */
    public static Response html(String html) {
        return new Response(200, HTML, Headers.empty(), new Bytes(html.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Returns {@code value} as JSON by the standard codec, with status 200.
     *
     * @throws IllegalArgumentException if it has no form in JSON
     */
    public static Response json(@Nullable Object value) {
        return json(value, JsonCodec.standard());
    }

    /** As {@link #json(Object)}, by {@code codec}. */
    public static Response json(@Nullable Object value, JsonCodec codec) {
        return bytes(JSON, codec.write(value));
    }

    /**
     * Returns {@code bytes}, with status 200.
     *
     * @param type the content type
     * @param bytes are not copied: who changes them changes what is sent
     */
    public static Response bytes(String type, byte[] bytes) {
        return new Response(200, ensureType(type), Headers.empty(), new Bytes(Objects.requireNonNull(bytes, "bytes")));
    }

    /** Returns a response without a body. */
    public static Response empty(int status) {
        return new Response(ensureStatus(status), null, Headers.empty(), NOTHING);
    }

    /**
     * Returns what sends the client to {@code location}, by status 303: it asks there by GET.
     *
     * <p>For 301, 302, 307 or 308 add {@link #withStatus}.
     */
    public static Response redirect(URI location) {
        return empty(303).withHeader("Location", location.toASCIIString());
    }

    /**
     * Returns a body that {@code writer} writes while it is sent, with status 200. It runs in the handler's job after the handler has
     * returned; its writes wait while the client is slow.
     *
     * @param type the content type
     */
    public static Response stream(String type, Content.Writer writer) {
        return new Response(
                200, ensureType(type), Headers.empty(), new Content.Stream(Objects.requireNonNull(writer, "writer")));
    }

    /**
     * As {@link #stream(String, Content.Writer)}, for a body that is known to be {@code length} bytes long: the client is told before
     * the first of them. A writer that writes more fails; where it writes less, the client sees that the body is cut off.
     *
     * @throws IllegalArgumentException if the length is negative
     */
    public static Response stream(String type, long length, Content.Writer writer) {
        if (length < 0) {
            throw new IllegalArgumentException("length of a body must not be negative, was %d".formatted(length));
        }
        Objects.requireNonNull(writer, "writer");
        return new Response(
                200, ensureType(type), Headers.of("Content-Length", Long.toString(length)), new Content.Stream(body -> {
                    var exact = new OfLength(body, length);
                    writer.writeTo(exact);
                    exact.ensureWhole();
                }));
    }

    /**
     * Returns events that {@code writer} sends for as long as it likes, with status 200; see {@link EventSink}.
     */
    public static Response events(EventSink.Writer writer) {
        Objects.requireNonNull(writer, "writer");
        return stream("text/event-stream", body -> writer.writeTo(new EventSink(body)))
                .withHeader("Cache-Control", "no-cache");
    }

    /**
     * Returns a file as it is when it is sent, with status 200; {@link StaticFiles} answers for a folder, with ranges and conditions.
     *
     * @param type the content type
     * @throws IOException if it cannot be looked at
     */
    public static Response file(String type, Path file) throws IOException {
        return new Response(200, ensureType(type), Headers.empty(), new Content.File(file, 0, Files.size(file)));
    }

    /**
     * Returns the answer to a client that asks for a WebSocket: {@code conversation} has it then, in the handler's job. A client that
     * asks for none, or wrongly, is answered with 426 or 400.
     *
     * <p>When the conversation returns, the socket is closed with 1000; when it throws, with 1011, and that is logged. That the client
     * closed or is lost ({@link WebSocketClosedException}) is not logged.
     */
    public static Response webSocket(Content.Conversation conversation) {
        return webSocket(WebSocketOptions.defaults(), conversation);
    }

    /** As {@link #webSocket(Content.Conversation)}, with other options. */
    public static Response webSocket(WebSocketOptions options, Content.Conversation conversation) {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(conversation, "conversation");
        return new Response(200, null, Headers.empty(), new Content.Upgrade(conversation, options));
    }

    // ---- changing one

    /**
     * Returns this response with another status.
     *
     * @throws IllegalArgumentException if it is not within 200..599: a response is final
     */
    public Response withStatus(int newStatus) {
        return new Response(ensureStatus(newStatus), type, headers, content);
    }

    /**
     * Returns this response with {@code value} in place of all headers of that name.
     *
     * @throws IllegalArgumentException if name or value have what no header can carry, or the name is {@code Content-Length} or
     *     {@code Transfer-Encoding}, which follow from the body
     */
    public Response withHeader(String name, String value) {
        if (name.equalsIgnoreCase("Content-Type")) {
            return new Response(status, ensureType(value), headers, content);
        }
        ensureNotFraming(name);
        return new Response(status, type, headers.toBuilder().set(name, value).build(), content);
    }

    /**
     * Returns this response with one more header, beside those of the same name.
     *
     * @throws IllegalArgumentException as {@link #withHeader} does
     */
    public Response addHeader(String name, String value) {
        if (name.equalsIgnoreCase("Content-Type")) {
            return withHeader(name, value);
        }
        ensureNotFraming(name);
        return new Response(status, type, headers.toBuilder().add(name, value).build(), content);
    }

    /** Returns this response with one more cookie to set. */
    public Response withCookie(ResponseCookie cookie) {
        return addHeader("Set-Cookie", cookie.header());
    }

    /** Returns this response with another body, and the same type. */
    public Response withContent(Content newContent) {
        return new Response(status, type, headers, Objects.requireNonNull(newContent, "content"));
    }

    private static void ensureNotFraming(String name) {
        if (name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding")) {
            throw new IllegalArgumentException(
                    "%s is set by the server, from the body of the response".formatted(name));
        }
    }

    private static int ensureStatus(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status of a response must be 200 to 599, was %d".formatted(status));
        }
        return status;
    }

    private static String ensureType(String type) {
        var _ = Headers.of("Content-Type", type);
        return type;
    }

    // ---- looking at one

    /** Returns the status. */
    public int status() {
        return status;
    }

    /** Returns the content type, or {@code null} without one. */
    public @Nullable String type() {
        return type;
    }

    /** Returns the headers without the content type and what the server adds when it sends them. */
    public Headers otherHeaders() {
        return headers;
    }

    /** Returns the headers, without what the server adds when it sends them. */
    public Headers headers() {
        if (type == null) {
            return headers;
        }
        return Headers.builder().add("Content-Type", type).addAll(headers).build();
    }

    /** Returns what the body is. */
    public Content content() {
        return content;
    }

    /**
     * Returns the whole body, read or written now; for tests.
     *
     * @throws IllegalStateException if it is a WebSocket, or its writer fails
     */
    public byte[] bytes() {
        return switch (content) {
            case Bytes(byte[] bytes) -> bytes;
            case Content.File file -> read(file);
            case Content.Stream(Content.Writer writer) -> written(writer);
            case Content.Upgrade _ -> throw new IllegalStateException("a WebSocket has no body: open it on a server");
        };
    }

    private static byte[] read(Content.File file) {
        try (var in = Files.newInputStream(file.path())) {
            in.skipNBytes(file.offset());
            return in.readNBytes(Math.toIntExact(file.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] written(Content.Writer writer) {
        var bytes = new ByteArrayOutputStream();
        try {
            writer.writeTo(new InMemory(bytes));
        } catch (Exception e) {
            throw new IllegalStateException("the writer of the body failed after %d bytes".formatted(bytes.size()), e);
        }
        return bytes.toByteArray();
    }

    /** Returns the whole body as text in UTF-8; as {@link #bytes}. */
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Response[%d%s]".formatted(status, type == null ? "" : ", " + type);
    }

    /** Passes on as much as was promised. */
    private static final class OfLength extends BodyWriter {
        private final BodyWriter body;
        private final long length;
        private long left;

        OfLength(BodyWriter body, long length) {
            this.body = body;
            this.length = length;
            left = length;
        }

        @Override
        public void write(int b) throws IOException {
            take(1);
            body.write(b);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            take(count);
            body.write(source, offset, count);
        }

        private void take(int count) {
            if (count > left) {
                throw new IllegalStateException("more is written than the %d bytes announced".formatted(length));
            }
            left -= count;
        }

        void ensureWhole() {
            if (left > 0) {
                throw new IllegalStateException(
                        "%d bytes were announced, and %d written".formatted(length, length - left));
            }
        }

        @Override
        public void flush() throws IOException {
            body.flush();
        }
    }

    private static final class InMemory extends BodyWriter {
        private final ByteArrayOutputStream bytes;

        InMemory(ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            bytes.write(source, offset, length);
        }

        @Override
        public void flush() {
            // All is there.
        }
    }
}
