package dev.weft.http.internal.client;

import dev.weft.WaitInterruptedException;
import dev.weft.http.ClientRequest;
import dev.weft.http.ClientResponse;
import dev.weft.http.Headers;
import dev.weft.http.internal.text.MediaTypes;
import dev.weft.http.internal.text.Uris;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A response whose body comes from the network. */
final class Response implements ClientResponse {
    private static final int EXCERPT = 512;

    private final ClientRequest request;
    private final Exchange.Head head;
    private final InputStream body;
    private final Engine engine;
    private final BodyStream raw;
    private final Failures failures;
    private List<Hop> history = List.of();

    Response(
            ClientRequest request,
            Exchange.Head head,
            InputStream body,
            Engine engine,
            Failures failures,
            BodyStream raw) {
        this.request = request;
        this.head = head;
        this.body = body;
        this.engine = engine;
        this.raw = raw;
        this.failures = failures;
    }

    void history(List<Hop> hops) {
        history = List.copyOf(hops);
    }

    @Override
    public int status() {
        return head.status();
    }

    @Override
    public Headers headers() {
        return head.headers();
    }

    @Override
    public URI uri() {
        return request.uri();
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String version() {
        return head.version();
    }

    @Override
    public List<Hop> history() {
        return history;
    }

    @Override
    public Charset charset() {
        return MediaTypes.charset(header("Content-Type"));
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public byte[] bytes() {
        return readAll(request.mostBytes());
    }

    private byte[] readAll(long most) {
        var all = new ByteArrayOutputStream();
        var piece = new byte[8192];
        try {
            for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
                if (all.size() + count > most) {
                    close();
                    throw failures.tooLarge(most);
                }
                all.write(piece, 0, count);
            }
        } catch (IOException e) {
            throw failures.unreadable(e);
        }
        return all.toByteArray();
    }

    @Override
    public String text() {
        return new String(bytes(), charset());
    }

    @Override
    public <T> T json(Class<T> type) {
        return jsonBy(bytes -> engine.settings().json().read(bytes, type), type);
    }

    @Override
    public Object json(Type type) {
        return jsonBy(bytes -> Objects.requireNonNull(engine.settings().json().read(bytes, type), "JSON's null"), type);
    }

    private interface Reading<T> {
        T read(byte[] bytes) throws IOException;
    }

    private <T> T jsonBy(Reading<T> reading, Type type) {
        var bytes = bytes();
        try {
            return reading.read(bytes);
        } catch (IOException e) {
            throw failures.notJson(type, header("Content-Type"), excerpt(bytes), e);
        }
    }

    @Override
    public long saveTo(Path file) {
        boolean plain = body == raw;
        try (this;
                var download = new Download(engine.files(), file, plain ? raw.length() : -1)) {
            if (plain) {
                download.take(raw);
            } else {
                download.take(body);
            }
            return download.finish();
        } catch (ClosedByInterruptException e) {
            throw new WaitInterruptedException("interrupted while '%s' was written".formatted(file), e);
        } catch (IOException e) {
            throw failures.unwritable(file, e);
        }
    }

    @Override
    public ClientResponse ensureOk() {
        if (ok()) {
            return this;
        }
        try (this) {
            throw failures.status(status(), excerpt(firstBytes()));
        }
    }

    // What the server says about it, as far as it comes without a failure of its own.
    private byte[] firstBytes() {
        try {
            return body.readNBytes(EXCERPT);
        } catch (IOException | dev.weft.http.HttpException e) {
            return new byte[0];
        }
    }

    private String excerpt(byte[] bytes) {
        var text = new String(bytes, 0, Math.min(bytes.length, EXCERPT), charset());
        return text.chars().anyMatch(c -> c == 0xFFFD || (c < ' ' && !Character.isWhitespace(c)))
                ? ""
                : text.strip().replaceAll("\\s+", " ");
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw failures.unreadable(e);
        }
    }

    @Override
    public String toString() {
        return "%d of %s %s".formatted(status(), request.method(), Uris.safe(request.uri()));
    }
}
