package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server asked by the client of Python's aiohttp, where that is installed. */
@Timeout(120)
final class ServerOfAiohttpTest {
    private static final String BEGIN = """
            import aiohttp, asyncio, sys
            async def main(base):
                async with aiohttp.ClientSession(base) as session:
            """;
    private static final String END = """
                print("ok")
            asyncio.run(main(sys.argv[1]))
            """;

    @TempDir
    private Path folder;

    private void assertWell(String client) throws Exception {
        var program = Programs.pythonWith("aiohttp");
        var script = Files.writeString(folder.resolve("client.py"), BEGIN + client.indent(8) + END);
        var routes = Routes.create()
                .get("/number/{n:int}", request -> Response.text("<" + request.pathInt("n") + ">"))
                .post("/json", request -> Response.json(request.json(Object.class)))
                .post("/length", request -> {
                    long length = 0;
                    var piece = new byte[8192];
                    var body = request.body();
                    for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
                        length += count;
                    }
                    return Response.text("" + length);
                })
                .get(
                        "/lines",
                        request -> Response.stream("text/plain", out -> {
                            for (int i = 0; i < 1000; i++) {
                                out.write("line " + i + "\n");
                            }
                        }))
                .get(
                        "/events",
                        request -> Response.events(events -> {
                            events.send("one");
                            events.send("two");
                        }))
                .get(
                        "/echo",
                        request ->
                                Response.webSocket(WebSocketOptions.defaults().withDeflate(true), socket -> {
                                    for (var message : socket) {
                                        switch (message) {
                                            case Message.Text(String text) -> socket.send(text);
                                            case Message.Binary binary -> socket.send(binary.bytes());
                                        }
                                    }
                                }));
        try (var server = HttpServer.builder().compression(true).open(routes)) {
            var ended = Programs.run(folder, program, script.toString(), "http://127.0.0.1:" + server.port());

            assertThat(ended.outputIfWell()).isEqualTo("ok\n");
        }
    }

    @Test
    void manyRequestsAtTheSameTimeGetTheirOwnAnswers() throws Exception {
        assertWell("""
                async def number(n):
                    async with session.get("/number/%d" % n) as response:
                        assert response.status == 200
                        return await response.text()
                numbers = await asyncio.gather(*(number(n) for n in range(500)))
                assert numbers == ["<%d>" % n for n in range(500)], numbers
                """);
    }

    @Test
    void jsonGoesThereAndBack() throws Exception {
        assertWell("""
                order = {"name": "é", "list": [1, 2.5, None, True]}
                async with session.post("/json", json=order) as response:
                    assert await response.json() == order
                """);
    }

    @Test
    void aBodyThatIsMadeWhileItIsSentArrivesWhole() throws Exception {
        assertWell("""
                async def pieces():
                    for i in range(200):
                        yield b"x" * i
                        await asyncio.sleep(0)
                async with session.post("/length", data=pieces()) as response:
                    assert await response.text() == str(sum(range(200)))
                """);
    }

    @Test
    void aStreamComesLineByLine() throws Exception {
        assertWell("""
                async with session.get("/lines") as response:
                    assert response.headers["Transfer-Encoding"] == "chunked"
                    lines = [line.decode() async for line in response.content]
                assert lines == ["line %d\\n" % i for i in range(1000)]
                async with session.get("/events") as response:
                    assert response.content_type == "text/event-stream"
                    assert await response.text() == "data: one\\n\\ndata: two\\n\\n"
                """);
    }

    @Test
    void aWebSocketWithCompressionEchoes() throws Exception {
        assertWell("""
                async with session.ws_connect("/echo", compress=15) as ws:
                    assert ws.compress == 15
                    for length in (0, 1, 125, 126, 65535, 65536, 300000):
                        await ws.send_str("a" * length)
                        assert (await ws.receive_str()) == "a" * length
                        await ws.send_bytes(bytes(range(256)) * (length // 256))
                        assert (await ws.receive_bytes()) == bytes(range(256)) * (length // 256)
                assert ws.close_code == 1000
                """);
    }
}
