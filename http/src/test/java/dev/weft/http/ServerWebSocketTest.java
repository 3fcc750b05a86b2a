package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Observed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket.Listener;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A handler that answers with a WebSocket, asked by the JDK's client. */
class ServerWebSocketTest {
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private final Routes routes = Routes.create()
            .get(
                    "/echo",
                    request -> Response.webSocket(socket -> {
                        open.countDown();
                        for (var message : socket) {
                            if (message instanceof Message.Text(String text)) {
                                socket.send("echo " + text);
                            }
                        }
                    }));

    private java.net.http.WebSocket connect(HttpServer server) throws Exception {
        var uri = URI.create("ws://127.0.0.1:%d/echo".formatted(server.port()));
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, new Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(
                            java.net.http.WebSocket socket, CharSequence data, boolean last) {
                        heard.add(data.toString());
                        socket.request(1);
                        return null;
                    }

                    @Override
                    public @Nullable CompletionStage<?> onClose(
                            java.net.http.WebSocket socket, int code, String reason) {
                        heard.add("closed " + code);
                        return null;
                    }
                })
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void messagesAreEchoed() throws Exception {
        try (var server = HttpServer.builder().open(routes)) {
            var socket = connect(server);
            socket.sendText("one", true).get(20, TimeUnit.SECONDS);

            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("echo one");
            socket.sendClose(1000, "").get(20, TimeUnit.SECONDS);
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("closed 1000");
        }
    }

    @Test
    void aServerThatClosesSaysSoByCode1001() throws Exception {
        var server = HttpServer.builder().shutdownGrace(Duration.ofSeconds(20)).open(routes);
        try {
            connect(server);
            assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.close();
        }

        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("closed 1001");
        Observed.none("open connections", () -> server.statistics().connections());
    }

    @Test
    void whoAsksForNoWebSocketIsToldSo() throws Exception {
        try (var server = HttpServer.builder().open(routes);
                var client = new RawSocket(server.port())) {
            var answer = client.send("GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .untilClosed();

            assertThat(answer).startsWith("HTTP/1.1 426 ").containsIgnoringCase("upgrade: websocket\r\n");
        }
    }
}
