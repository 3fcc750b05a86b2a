package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Observed;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The server beside node's, where that is installed: what node refuses is refused, and never are there more requests, or others, than
 * node sees.
 */
@Timeout(120)
final class RequestsAsNodeReadsThemTest {
    // Says one line for each connection that is closed: its requests and, as far as they were whole, their bodies.
    private static final String NODE = """
            const http = require('http');
            const server = http.createServer((request, response) => {
              const seen = {request: request.method + ' ' + request.url, body: null};
              request.socket.seen.push(seen);
              let body = '';
              request.setEncoding('latin1');
              request.on('data', piece => body += piece);
              request.on('end', () => { seen.body = body; response.end('ok'); });
              request.on('error', () => {});
            });
            server.on('connection', socket => {
              socket.seen = [];
              socket.on('close', () => console.log(socket.seen.map(seen =>
                encodeURIComponent(seen.request) + (seen.body === null ? '' : '=' + encodeURIComponent(seen.body))).join('&')));
            });
            server.listen(0, '127.0.0.1', () => console.log(server.address().port));
            """;

    /** A request that a server saw; without a body if that did not come whole. */
    private record Seen(String request, @Nullable String body) {
        static Seen parse(String text) {
            var parts = text.split("=", -1);
            return new Seen(
                    decoded(parts[0]).replaceFirst(" http://[^/]*/?", " /"),
                    parts.length < 2 ? null : decoded(parts[1]));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    private static final String[] OTHERS = {"", "\0", "\r", "\n", " ", ";"};

    // By the port of the client.
    private static final Map<Integer, List<Seen>> SEEN = new ConcurrentHashMap<>();

    @TempDir
    private static Path folder;

    private static @Nullable HttpServer ours;

    private static @Nullable Process node;
    private static @Nullable BufferedReader lines;
    private static int port;

    @BeforeAll
    static void open() throws Exception {
        var program = Programs.installed("node");
        var script = Files.writeString(folder.resolve("server.js"), NODE);
        var errors = folder.resolve("errors");
        var started = new ProcessBuilder(program, script.toString())
                .redirectError(errors.toFile())
                .start();
        node = started;
        lines = started.inputReader();
        var line = lines.readLine();
        assertThat(line).as(Files.readString(errors)).matches("\\d+");
        port = Integer.parseInt(line);
        ours = HttpServer.builder()
                .loops(1)
                .open(Routes.create()
                        .get("/{rest:path}", RequestsAsNodeReadsThemTest::see)
                        .post("/{rest:path}", RequestsAsNodeReadsThemTest::see));
    }

    @AfterAll
    static void close() throws InterruptedException {
        if (node != null) {
            Programs.end(node);
        }
        if (ours != null) {
            ours.close();
        }
    }

    private static List<Seen> seenByNode(String bytes) throws Exception {
        try (var client = new RawSocket(port)) {
            client.send(bytes).shutdownOutput().untilClosed();
        }
        var line = Objects.requireNonNull(Objects.requireNonNull(lines).readLine(), "node ended");
        return line.isEmpty()
                ? List.of()
                : Stream.of(line.split("&")).map(Seen::parse).toList();
    }

    private static Response see(Request request) throws IOException {
        var all = SEEN.computeIfAbsent(
                port(Objects.requireNonNull(request.remote(), "a Unix socket")),
                ignored -> new CopyOnWriteArrayList<>());
        int index = all.size();
        var head = request.method() + " " + request.rawPath();
        all.add(new Seen(head, null));
        all.set(index, new Seen(head, new String(request.bytes(), StandardCharsets.ISO_8859_1)));
        return Response.text("ok");
    }

    private static int port(SocketAddress address) {
        return ((InetSocketAddress) address).getPort();
    }

    private static List<Seen> seenByOurs(String bytes) throws IOException {
        var server = Objects.requireNonNull(ours);
        try (var client = new RawSocket(server.port())) {
            client.send(bytes).untilClosed();
            Observed.none("requests in progress", () -> server.statistics().requestsInProgress());
            var seen = SEEN.remove(client.socket().getLocalPort());
            return seen == null ? List.of() : seen;
        }
    }

    static Stream<MalformedRequests.Raw> wrong() {
        return Stream.concat(
                MalformedRequests.wrongHeads().map(refused -> new MalformedRequests.Raw(refused.request())),
                MalformedRequests.wrongChunks());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatNodeRefusesIsRefusedAndNothingElseIsSeen(MalformedRequests.Raw wrong) throws Exception {
        assertNothingElseIsSeen(wrong.request() + MalformedRequests.SMUGGLED);
    }

    private static void assertNothingElseIsSeen(String bytes) throws Exception {
        var oursSaw = seenByOurs(bytes);
        var nodeSaw = seenByNode(bytes);
        boolean same = oursSaw.size() <= nodeSaw.size();
        for (int i = 0; same && i < oursSaw.size(); i++) {
            var one = oursSaw.get(i);
            var other = nodeSaw.get(i);
            same = one.body() == null ? one.request().equals(other.request()) : one.equals(other);
        }
        assertThat(same)
                .as("%s: seen were %s, and by node %s", new MalformedRequests.Raw(bytes), oursSaw, nodeSaw)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("dev.weft.http.MalformedRequests#right")
    void whatIsRightIsSeenAsNodeSeesIt(MalformedRequests.Raw right) throws Exception {
        var bytes = right.request() + MalformedRequests.SMUGGLED;

        assertThat(seenByOurs(bytes)).hasSize(2).isEqualTo(seenByNode(bytes));
    }

    @ParameterizedTest
    @MethodSource("dev.weft.http.MalformedRequests#right")
    void whatIsOneByteOffIsRefusedIfNodeDoesAndNothingElseIsSeen(MalformedRequests.Raw right) throws Exception {
        var request = right.request();
        // A method may be any token, and is for a program's routes to know; node knows a list.
        for (int at = request.indexOf(' '); at < request.length(); at++) {
            for (var other : OTHERS) {
                var bytes = request.substring(0, at) + other + request.substring(at + 1) + MalformedRequests.SMUGGLED;
                assertNothingElseIsSeen(bytes);
            }
        }
    }

    // RFC 9110, section 9.1: a method may be any token, and which ones there are is for a program's routes to know;
    // node
    // has a list.
    @Test
    void onlyAMethodThatNodeDoesNotKnowIsNoReasonToHangUp() throws Exception {
        var bytes = "FROB / HTTP/1.1\r\nHost: a\r\n\r\n" + MalformedRequests.SMUGGLED;

        assertThat(seenByNode(bytes)).isEmpty();
        assertThat(seenByOurs(bytes)).extracting(Seen::request).containsExactly("GET /smuggled");
    }
}
