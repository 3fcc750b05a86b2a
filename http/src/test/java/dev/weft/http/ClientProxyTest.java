package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ClientProxyTest {
    private static final Certificates CA = new Certificates();

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    private static void relay(Socket one, Socket other) throws Exception {
        var back = Thread.ofVirtual().start(() -> copy(other, one));
        copy(one, other);
        back.join();
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // one side is gone, and so will be the other
        }
    }

    @Test
    void aPlainRequestIsHandedToTheProxyWhole() {
        try (var proxy = RawPeer.open(talk -> {
                    seen.add(talk.head());
                    talk.ok("by proxy");
                });
                var client = HttpClient.builder()
                        .proxy(Proxy.http("127.0.0.1", proxy.port()).withCredentials("me", "secret"))
                        .open()) {
            assertThat(client.get("http://far.example:81/x?y").text()).isEqualTo("by proxy");
            assertThat(seen.element())
                    .startsWith("GET http://far.example:81/x?y HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nhost: far.example:81\r\n")
                    .contains("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n");
        }
    }

    @Test
    void socks5MakesWay() {
        try (var peer = RawPeer.open(talk -> {
                    talk.head();
                    talk.ok("from afar");
                });
                var proxy = RawPeer.open(talk -> {
                    var in = new DataInputStream(talk.socket().getInputStream());
                    in.readByte();
                    in.skipNBytes(in.readUnsignedByte());
                    talk.socket().getOutputStream().write(new byte[] {5, 0});
                    in.skipNBytes(3);
                    int kind = in.readUnsignedByte();
                    var host = in.readNBytes(in.readUnsignedByte());
                    seen.add(kind + " " + new String(host, StandardCharsets.US_ASCII) + ":" + in.readUnsignedShort());
                    talk.socket().getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
                    try (var on = new Socket(InetAddress.ofLiteral("127.0.0.1"), peer.port())) {
                        relay(talk.socket(), on);
                    }
                });
                var client = HttpClient.builder()
                        .proxy(Proxy.socks5("127.0.0.1", proxy.port()))
                        .open()) {
            assertThat(client.get("http://far.example/x").text()).isEqualTo("from afar");
            assertThat(seen.element()).isEqualTo("3 far.example:80");
        }
    }

    @Test
    void httpsIsTunnelled() {
        try (var proxy = RawPeer.open(talk -> {
                    seen.add(talk.head());
                    talk.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
                    talk.awaitEnd();
                });
                var client = HttpClient.builder()
                        .proxy(Proxy.http("127.0.0.1", proxy.port()))
                        .open()) {
            assertThatThrownBy(() -> client.get("https://far.example/x").text())
                    .isInstanceOfSatisfying(
                            ConnectFailedException.class,
                            e -> assertThat(e.phase()).isEqualTo(Phase.PROXY))
                    .hasMessage(
                            "GET https://far.example/x failed while asking the proxy: the proxy http://127.0.0.1:%d leads not to far.example:443: it answered 407 Proxy Authentication Required; give it a user and password by Proxy.withCredentials"
                                    .formatted(proxy.port()));
            assertThat(seen.element()).startsWith("CONNECT far.example:443 HTTP/1.1\r\n");
        }
    }

    // ---- tunnels

    /** A proxy that makes way to {@code origin}, whatever is asked for, if the credentials are {@code expected}. */
    private RawPeer tunnel(int origin, String expected) {
        return RawPeer.open(talk -> {
            var head = talk.head();
            seen.add(head);
            if (!head.contains(expected)) {
                talk.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
                return;
            }
            talk.write("HTTP/1.1 200 Connection established\r\n\r\n");
            try (var on = new Socket(InetAddress.ofLiteral("127.0.0.1"), origin)) {
                relay(talk.socket(), on);
            }
        });
    }

    private static HttpServer origin() throws IOException {
        var routes = Routes.create()
                .get("/{any}", request -> Response.text("from afar"))
                .get(
                        "/talk/ws",
                        request -> Response.webSocket(socket -> {
                            for (var message : socket) {
                                if (message instanceof Message.Text(String text)) {
                                    socket.send("you said " + text);
                                }
                            }
                        }));
        return HttpServer.builder()
                .port(0)
                .tls(CA.server("far.example").tls().build())
                .open(routes);
    }

    private static HttpClient.Builder by(RawPeer proxy) {
        return HttpClient.builder().tls(CA.trusting()).proxy(Proxy.http("127.0.0.1", proxy.port()));
    }

    @Test
    void anHttpsOriginIsReachedThroughATunnel() throws IOException {
        try (var origin = origin();
                var proxy = tunnel(origin.port(), "");
                var client = by(proxy).open()) {
            assertThat(client.get("https://far.example/x").text()).isEqualTo("from afar");
            assertThat(client.get("https://far.example/y").text()).isEqualTo("from afar");

            assertThat(seen).hasSize(1);
            assertThat(seen.element())
                    .startsWith("CONNECT far.example:443 HTTP/1.1\r\n")
                    .doesNotContainIgnoringCase("authorization");
        }
    }

    @Test
    void aTunnelIsAskedForWithTheProxysCredentials() throws IOException {
        try (var origin = origin();
                var proxy = tunnel(origin.port(), "Basic bWU6c2VjcmV0\r\n");
                var client = by(proxy)
                        .proxy(Proxy.http("127.0.0.1", proxy.port()).withCredentials("me", "secret"))
                        .open()) {
            assertThat(client.get("https://far.example/x").bearer("mine").text())
                    .isEqualTo("from afar");

            assertThat(seen.element()).doesNotContain("mine");
        }
    }

    @Test
    void aWebSocketGoesThroughATunnel() throws Exception {
        try (var origin = origin();
                var proxy = tunnel(origin.port(), "");
                var client = by(proxy).open();
                var socket = client.webSocket("wss://far.example/talk/ws")) {
            socket.send("hello");

            assertThat(socket.receive()).isEqualTo(new Message.Text("you said hello"));
            assertThat(seen.element()).startsWith("CONNECT far.example:443 HTTP/1.1\r\n");
        }
    }

    private void assertNoWay(RawPeer proxy, String why) {
        try (var client = by(proxy).limit(1).open()) {
            for (int i = 0; i < 2; i++) { // the second finds the only place free
                assertThatThrownBy(() -> client.get("https://far.example/x").text())
                        .isInstanceOfSatisfying(
                                ConnectFailedException.class,
                                e -> assertThat(e.phase()).isEqualTo(Phase.PROXY))
                        .hasMessage(
                                "GET https://far.example/x failed while asking the proxy: the proxy http://127.0.0.1:%d leads not to far.example:443: %s"
                                        .formatted(proxy.port(), why));
            }
        }
    }

    @Test
    void aProxyThatForbidsTheTunnelIsQuoted() {
        try (var proxy = RawPeer.open(talk -> {
            talk.head();
            talk.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\npolicy");
            talk.awaitEnd();
        })) {
            assertNoWay(proxy, "it answered 403 Forbidden");
        }
    }

    @Test
    void aProxyThatHangsUpIsSaidToHave() {
        try (var proxy = RawPeer.open(RawPeer.Talk::head)) {
            assertNoWay(proxy, "it closed the connection instead; see its log");
        }
    }

    @Test
    void aProxyThatIsNoneIsSaidToBeSo() {
        try (var proxy = RawPeer.open(talk -> {
            talk.head();
            talk.write("SSH-2.0-OpenSSH_9.2p1\r\n\r\n");
        })) {
            assertNoWay(proxy, "it sent what is no HTTP response; is it an HTTP proxy, and the port right?");
        }
    }

    // ---- which one

    @Test
    void theEnvironmentIsReadWhenAskedTo() {
        var proxies = Proxies.fromEnvironment(Map.of(
                "http_proxy", "http://u:p@one:1",
                "HTTPS_PROXY", "socks5://two:2",
                "no_proxy", "localhost, .internal,10.0.0.0/8,with.port:8080"));

        assertThat(proxies.proxyFor(URI.create("http://x/")))
                .isEqualTo(Proxy.http("one", 1).withCredentials("u", "p"));
        assertThat(proxies.proxyFor(URI.create("https://x/"))).isEqualTo(Proxy.socks5("two", 2));
        assertThat(proxies.proxyFor(URI.create("http://localhost:9/"))).isNull();
        assertThat(proxies.proxyFor(URI.create("http://a.internal/"))).isNull();
        assertThat(proxies.proxyFor(URI.create("http://10.1.2.3/"))).isNull();
        assertThat(proxies.proxyFor(URI.create("http://11.1.2.3/"))).isNotNull();
        assertThat(proxies.proxyFor(URI.create("http://with.port:8080/"))).isNull();
        assertThat(proxies.proxyFor(URI.create("http://with.port/"))).isNotNull();
    }

    @Test
    void aCgiScriptsHeaderIsNoProxy() {
        var proxies = Proxies.fromEnvironment(Map.of("HTTP_PROXY", "http://evil:1", "REQUEST_METHOD", "GET"));

        assertThat(proxies.proxyFor(URI.create("http://x/"))).isNull();
    }

    @Test
    void credentialsAreNotInTheText() {
        assertThat(Proxy.of("http://u:secret@host:1")).hasToString("http://host:1");
        assertThatThrownBy(() -> Proxy.of("ftp://u:secret@host:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'ftp://host:1' names no proxy: its scheme must be http or socks5");
    }
}
