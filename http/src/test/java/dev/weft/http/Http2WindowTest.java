package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Promise;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client may send over HTTP/2 of a body: little until its handler reads. */
@Timeout(60)
final class Http2WindowTest {
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int AT_FIRST = 16 * 1024;
    private static final int WHILE_READ = 128 * 1024;

    private final Certificates authority = new Certificates();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Promise<Boolean> released = Promise.named("the handler's leave to read");
    private final Routes routes = Routes.create().post("/", request -> {
        begun.countDown();
        released.future().result();
        return Response.text("" + request.bytes().length);
    });

    @Test
    void aStreamIsWidenedOnceItsHandlerReads() throws Exception {
        try (var server = HttpServer.builder()
                        .tls(authority.localhost().tls().build())
                        .open(routes);
                var client = new RawHttp2(server.port(), authority)) {
            var settings = client.next(frame -> frame.type() == RawHttp2.SETTINGS && frame.payload().length > 0);
            assertThat(initialWindow(settings)).isEqualTo(AT_FIRST);

            client.post(1, "/").frame(RawHttp2.DATA, 0, 1, new byte[AT_FIRST]).flush();
            begun.await();
            assertThat(client.awaitServer()).noneMatch(frame -> frame.stream() == 1);

            released.succeed(true);
            var more = client.next(frame -> frame.type() == RawHttp2.WINDOW_UPDATE && frame.stream() == 1);
            assertThat(ByteBuffer.wrap(more.payload()).getInt()).isEqualTo(WHILE_READ - AT_FIRST);

            client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, new byte[AT_FIRST])
                    .flush();
            var answer = client.next(frame -> frame.type() == RawHttp2.DATA);
            assertThat(answer.latin1()).isEqualTo("" + 2 * AT_FIRST);
        }
    }

    private static int initialWindow(RawHttp2.Frame settings) {
        var payload = ByteBuffer.wrap(settings.payload());
        while (payload.hasRemaining()) {
            int key = payload.getShort();
            int value = payload.getInt();
            if (key == INITIAL_WINDOW_SIZE) {
                return value;
            }
        }
        throw new AssertionError("the settings have no window");
    }
}
