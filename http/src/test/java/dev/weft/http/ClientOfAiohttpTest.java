package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client against a server of Python's aiohttp, where that is installed. */
@Timeout(120)
final class ClientOfAiohttpTest {
    private static final String SERVER = """
            import asyncio
            from aiohttp import web

            async def json(request):
                return web.json_response({"asked": await request.json()})

            async def chunked(request):
                response = web.StreamResponse()
                response.enable_chunked_encoding()
                await response.prepare(request)
                for i in range(100):
                    await response.write(b"%d " % i)
                return response

            async def cookies(request):
                response = web.Response(text=",".join(sorted(k + "=" + v for k, v in request.cookies.items())))
                response.set_cookie("a", "1")
                response.set_cookie("b", "two", path="/cookies", httponly=True, max_age=60)
                return response

            async def redirect(request):
                raise web.HTTPFound("/chunked")

            async def upload(request):
                form = await request.post()
                file = form["file"]
                return web.Response(text="%s|%s|%s|%d" % (
                    form["name"], file.filename, file.content_type, len(file.file.read())))

            async def echo(request):
                socket = web.WebSocketResponse()
                await socket.prepare(request)
                async for message in socket:
                    await socket.send_str("echo " + message.data)
                return socket

            async def main():
                app = web.Application(client_max_size=1 << 24)
                app.router.add_post("/json", json)
                app.router.add_get("/chunked", chunked)
                app.router.add_get("/cookies", cookies)
                app.router.add_get("/redirect", redirect)
                app.router.add_post("/upload", upload)
                app.router.add_get("/echo", echo)
                runner = web.AppRunner(app)
                await runner.setup()
                site = web.TCPSite(runner, "127.0.0.1", 0)
                await site.start()
                print(runner.addresses[0][1], flush=True)
                await asyncio.Event().wait()

            asyncio.run(main())
            """;

    @TempDir
    private static Path folder;

    private static @Nullable Process python;
    private static String base = "";

    @BeforeAll
    static void open() throws Exception {
        var program = Programs.pythonWith("aiohttp");
        var script = Files.writeString(folder.resolve("server.py"), SERVER);
        var errors = folder.resolve("errors");
        var started = new ProcessBuilder(program, script.toString())
                .redirectError(errors.toFile())
                .start();
        python = started;
        var port = started.inputReader().readLine();
        assertThat(port).as(Files.readString(errors)).matches("\\d+");
        base = "http://127.0.0.1:" + port;
    }

    @AfterAll
    static void close() throws InterruptedException {
        if (python != null) {
            Programs.end(python);
        }
    }

    private static HttpClient client() {
        return HttpClient.builder().base(base).open();
    }

    @Test
    void jsonGoesThereAndBack() {
        try (var client = client()) {
            assertThat(client.post("/json").json(Map.of("n", 1)).json(Object.class))
                    .isEqualTo(Map.of("asked", Map.of("n", 1)));
        }
    }

    @Test
    void chunksComeTogether() {
        try (var client = client();
                var response = client.get("/chunked").send()) {
            assertThat(response.header("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(response.text()).startsWith("0 1 2 ").endsWith(" 98 99 ");
        }
    }

    @Test
    void cookiesAreSentBack() {
        try (var client =
                HttpClient.builder().base(base).cookies(CookieJar.create()).open()) {
            assertThat(client.get("/cookies").text()).isEmpty();
            assertThat(client.get("/cookies").text()).isEqualTo("a=1,b=two");
        }
    }

    @Test
    void aRedirectIsFollowed() {
        try (var client = client();
                var response = client.get("/redirect").send()) {
            assertThat(response.uri()).hasToString(base + "/chunked");
            assertThat(response.history()).hasSize(1);
            assertThat(response.status()).isEqualTo(200);
        }
    }

    @Test
    void aFormWithAFileIsUnderstood() throws IOException {
        var file = Files.write(folder.resolve("up load.png"), new byte[1_000_000]);
        var form = FormData.create().field("name", "é").file("file", file);
        try (var client = client()) {
            assertThat(client.post("/upload").body(Body.form(form)).text())
                    .isEqualTo("é|up load.png|image/png|1000000");
        }
    }

    @Test
    void aWebSocketEchoes() throws Exception {
        try (var client = client();
                var socket = client.webSocket("/echo")) {
            socket.send("one");
            assertThat(socket.receive()).isEqualTo(new Message.Text("echo one"));
        }
    }

    @Test
    void aPathThatIsNotThere() {
        try (var client = client()) {
            assertThatThrownBy(() -> client.get("/none").text())
                    .isInstanceOf(StatusException.class)
                    .hasMessageContaining("404: Not Found");
        }
    }
}
