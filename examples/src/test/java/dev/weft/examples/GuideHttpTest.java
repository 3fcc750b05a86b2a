package dev.weft.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.http.ClientResponse;
import dev.weft.http.HttpClient;
import dev.weft.http.HttpError;
import dev.weft.http.HttpServer;
import dev.weft.http.HttpTimeoutException;
import dev.weft.http.Message;
import dev.weft.http.NetworkLoop;
import dev.weft.http.Response;
import dev.weft.http.Retries;
import dev.weft.http.Routes;
import dev.weft.http.StaticFiles;
import dev.weft.http.StatusException;
import dev.weft.http.TcpServer;
import dev.weft.http.TcpStream;
import dev.weft.http.Timeouts;
import dev.weft.http.testing.TestRequest;
import dev.weft.http.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the guide's page on HTTP. */
class GuideHttpTest {
    @TempDir
    private Path folder;

    record Order(String item, int count) {}

    private static Routes shop() {
        return Routes.create()
                .get("/hello/{name}", request -> Response.text("Hello " + request.path("name")))
                .get("/items/{id:int}", request -> Response.json(item(request.pathInt("id"))))
                .post(
                        "/orders",
                        request -> Response.json(request.json(Order.class)).withStatus(201));
    }

    private static Order item(int id) {
        if (id > 9) {
            throw new HttpError(404, "there is no item " + id);
        }
        return new Order("item " + id, 1);
    }

    /** Opens a server on any free port and a client of it, and has {@code use} use them. */
    private static void serve(Routes routes, Use use) throws Exception {
        try (var server = HttpServer.builder().port(0).open(routes);
                var client = HttpClient.builder().base(server.uri().toString()).open()) {
            use.of(server, client);
        }
    }

    private interface Use {
        void of(HttpServer server, HttpClient client) throws Exception;
    }

    // ---- the client

    @Test
    void aClientReadsTopToBottom() throws Exception {
        serve(shop(), (server, _) -> {
            var host = server.uri().toString().replaceFirst("/$", "");
            var printed = Printed.by(() -> {
                try (var client = HttpClient.open()) {
                    IO.println(client.get(host + "/hello/Weft").text()); // Hello Weft

                    Order made = client.post(host + "/orders")
                            .json(new Order("tea", 2))
                            .json(Order.class);
                    IO.println(made); // Order[item=tea, count=2]
                }
            });

            assertThat(printed).containsExactly("Hello Weft", "Order[item=tea, count=2]");
        });
    }

    @Test
    void aResponseIsClosedWhenItWasLookedAt() throws Exception {
        serve(shop(), (_, client) -> {
            var printed = Printed.by(() -> {
                try (ClientResponse response = client.get("/items/12").send()) {
                    IO.println(response.status()); // 404
                    IO.println(response.headers().first("Content-Type")); // text/plain; charset=utf-8
                    IO.println(response.text().strip()); // there is no item 12
                }
            });

            assertThat(printed).containsExactly("404", "text/plain; charset=utf-8", "there is no item 12");
        });
    }

    @Test
    void aShortFormDemandsSuccess() throws Exception {
        serve(shop(), (_, client) -> {
            assertThatThrownBy(() -> client.get("/items/12").text())
                    .isInstanceOf(StatusException.class)
                    .hasMessageContaining("404");
        });
    }

    @Test
    void manyAtOnceAreAPoolsMatter() throws Exception {
        serve(shop(), (_, client) -> {
            var printed = Printed.by(() -> {
                var names = List.of("/hello/a", "/hello/b", "/hello/c");
                try (Pool pool = ThreadPool.virtual();
                        var pages = pool.limit(20).map(path -> client.get(path).text(), names)) {
                    pages.forEach(IO::println); // Hello a, Hello b, Hello c
                }
            });

            assertThat(printed).containsExactly("Hello a", "Hello b", "Hello c");
        });
    }

    @Test
    void aNetworkLoopHasItsSocketsOnItsOwnThread() throws Exception {
        serve(shop(), (_, client) -> {
            String page = NetworkLoop.run(() -> client.get("/hello/loop").text());

            assertThat(page).isEqualTo("Hello loop");
        });
    }

    @Test
    void eachPhaseHasATimeOutOfItsOwn() throws Exception {
        var never = new CountDownLatch(1);
        var slow = Routes.create().get("/slow", request -> {
            never.await();
            return Response.empty(204);
        });
        serve(slow, (_, client) -> {
            var patient = client.get("/slow")
                    .timeouts(Timeouts.defaults()
                            .withConnect(Duration.ofSeconds(2))
                            .withFirstByte(Duration.ofMillis(50)))
                    .retries(Retries.of(1).withPauses(Duration.ofMillis(1), Duration.ofMillis(1)));

            assertThatThrownBy(patient::text).isInstanceOf(HttpTimeoutException.class);
            never.countDown();
        });
    }

    @Test
    void aDownloadGoesStraightToItsFile() throws Exception {
        var file = Files.writeString(folder.resolve("big"), "x".repeat(100_000));
        serve(Routes.create().files("", StaticFiles.of(folder)), (_, client) -> {
            var copy = folder.resolve("copy");
            client.get("/big")
                    .onReceived((bytes, total) -> IO.println("%d of %d bytes".formatted(bytes, total)))
                    .saveTo(copy);

            assertThat(copy).hasSameTextualContentAs(file);
        });
    }

    // ---- the server

    @Test
    void aServerIsRoutesAndHandlers() throws Exception {
        Routes routes = Routes.create()
                .get("/hello/{name}", request -> Response.text("Hello " + request.path("name")))
                .get("/items/{id:int}", request -> Response.json(item(request.pathInt("id"))))
                .post(
                        "/orders",
                        request -> Response.json(request.json(Order.class)).withStatus(201));

        try (var server = HttpServer.builder().port(0).open(routes);
                var client = HttpClient.open()) {
            IO.println("serving at " + server.uri());
            assertThat(client.get(server.uri().resolve("/items/3")).json(Order.class))
                    .isEqualTo(new Order("item 3", 1));
        }
    }

    @Test
    void middlewareStandsAroundHandlers() throws Exception {
        Routes admin = Routes.create()
                .get("/users", request -> Response.text("root"))
                .use((request, next) -> {
                    if (!"secret".equals(request.header("X-Key"))) {
                        throw new HttpError(401, "say who you are");
                    }
                    return next.handle(request).withHeader("Cache-Control", "no-store");
                });
        Routes all = shop().mount("/admin", admin);

        assertThat(TestRequest.get("/admin/users").to(all).status()).isEqualTo(401);
        assertThat(TestRequest.get("/admin/users")
                        .header("X-Key", "secret")
                        .to(all)
                        .text())
                .isEqualTo("root");
        assertThat(TestRequest.get("/hello/you").to(all).text()).isEqualTo("Hello you");
    }

    @Test
    void bodiesStreamBothWays() throws Exception {
        Routes routes = Routes.create()
                .post("/lines", request -> {
                    long lines = 0;
                    try (var body = request.body()) { // arrives while it is read
                        for (int b = body.read(); b >= 0; b = body.read()) {
                            lines += b == '\n' ? 1 : 0;
                        }
                    }
                    return Response.json(Map.of("lines", lines));
                })
                .get(
                        "/numbers",
                        request -> Response.stream("text/plain", out -> {
                            for (int i = 0; i < 3; i++) {
                                out.write((i + "\n").getBytes(UTF_8)); // waits while the client is slow
                            }
                        }));

        serve(routes, (_, client) -> {
            assertThat(client.get("/numbers").text()).isEqualTo("0\n1\n2\n");
        });
    }

    @Test
    void eventsAreSentAsTheyHappen() throws Exception {
        Routes routes = Routes.create()
                .get(
                        "/clock",
                        request -> Response.events(events -> {
                            for (int i = 3; i > 0; i--) {
                                events.send(Integer.toString(i));
                                Thread.sleep(Duration.ofMillis(1)); // suspends this handler only
                            }
                            events.send("lift-off");
                        }));

        serve(routes, (_, client) -> {
            assertThat(client.get("/clock").text()).endsWith("data: 1\n\ndata: lift-off\n\n");
        });
    }

    @Test
    void handlersRunOnAnotherPoolWhereThereIsNoFlag() throws Exception {
        try (Pool threads = ThreadPool.virtual();
                var server = HttpServer.builder().port(0).handleOn(threads).open(shop());
                var client = HttpClient.open()) {
            assertThat(client.get(server.uri().resolve("/hello/threads")).text())
                    .isEqualTo("Hello threads");
        }
    }

    // ---- WebSocket

    @Test
    void aWebSocketIsMessagesToIterateOver() throws Exception {
        Routes routes = Routes.create()
                .get(
                        "/echo",
                        request -> Response.webSocket(socket -> {
                            for (Message message : socket) { // ends when the client closes
                                if (message instanceof Message.Text(String text)) {
                                    socket.send("you said " + text);
                                }
                            }
                        }));

        serve(routes, (_, client) -> {
            try (var socket = client.webSocket("/echo")) {
                socket.send("hello");
                assertThat(socket.receive()).isEqualTo(new Message.Text("you said hello"));
            }
        });
    }

    // ---- TCP

    @Test
    void tcpIsLinesAndBytes() throws Exception {
        try (var server = TcpServer.open(stream -> {
                    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
                        stream.write(line.toUpperCase(Locale.ROOT) + "\n");
                        stream.flush();
                    }
                });
                var stream = TcpStream.connect("127.0.0.1", server.port())) {
            stream.write("hello\n");
            stream.shutdownOutput(); // says that there is no more, and still reads
            assertThat(stream.readLine()).isEqualTo("HELLO");
            assertThat(stream.readLine()).isNull();
        }
    }

    // ---- tests

    @Test
    void aServerAndItsClientAreOneLine() {
        try (var server = TestServer.of(shop())) {
            assertThat(server.get("/hello/you").text()).isEqualTo("Hello you");
        }
    }

    @Test
    void aHandlerIsTestedWithoutASocket() throws Exception {
        Response response =
                TestRequest.post("/orders").json(new Order("tea", 2)).to(shop());

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.text()).isEqualTo("{\"item\":\"tea\",\"count\":2}");
    }
}
