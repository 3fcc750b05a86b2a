package dev.weft.http.internal.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.HttpClient;
import dev.weft.http.Message;
import dev.weft.http.Programs;
import dev.weft.http.WebSocketOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WebSockets of others, aiohttp's and npm ws's, on the other side; skipped with a word where they are not here. */
@Timeout(120)
class PeersTest {
    private static final String AIOHTTP_CLIENT = """
            import aiohttp, asyncio, sys
            async def main(uri):
                async with aiohttp.ClientSession() as session:
                    async with session.ws_connect(uri, compress=15, heartbeat=20) as ws:
                        for length in (0, 1, 125, 126, 65535, 65536, 300000):
                            await ws.send_str("a" * length)
                            assert (await ws.receive_str()) == "a" * length
                            await ws.send_bytes(b"b" * length)
                            assert (await ws.receive_bytes()) == b"b" * length
                        await ws.ping(b"x")
                        await ws.close(code=4001, message=b"bye")
                print("ok")
            asyncio.run(main(sys.argv[1]))
            """;

    private static final String AIOHTTP_SERVER = """
            from aiohttp import web, WSMsgType
            import asyncio
            async def echo(request):
                ws = web.WebSocketResponse(protocols=("chat",), heartbeat=20)
                await ws.prepare(request)
                async for m in ws:
                    if m.type == WSMsgType.TEXT:
                        if m.data == "close": await ws.close(code=4002, message=b"asked for")
                        else: await ws.send_str(m.data)
                    else: await ws.send_bytes(m.data)
                return ws
            async def main():
                app = web.Application()
                app.router.add_get("/", echo)
                runner = web.AppRunner(app)
                await runner.setup()
                site = web.TCPSite(runner, "127.0.0.1", 0)
                await site.start()
                print(site._server.sockets[0].getsockname()[1], flush=True)
                await asyncio.Event().wait()
            asyncio.run(main())
            """;

    private static final String WS_CLIENT = """
            const WebSocket = require('ws');
            const ws = new WebSocket(process.argv[2], {perMessageDeflate: true});
            const lengths = [0, 1, 125, 126, 65535, 65536, 300000];
            let at = 0;
            ws.on('open', () => ws.send('a'.repeat(lengths[at])));
            ws.on('message', data => {
              if (data.toString() !== 'a'.repeat(lengths[at])) throw new Error('not echoed: ' + lengths[at]);
              if (++at < lengths.length) ws.send('a'.repeat(lengths[at])); else ws.close(4001, 'bye');
            });
            ws.on('close', code => console.log('ok ' + code));
            """;

    private static final String WS_SERVER = """
            const { WebSocketServer } = require('ws');
            const server = new WebSocketServer({host: '127.0.0.1', port: 0, perMessageDeflate: {threshold: 0}}, () => console.log(server.address().port));
            server.on('connection', ws => ws.on('message', (data, binary) => {
              if (data.toString() === 'close') ws.close(4002, 'asked for'); else ws.send(data, {binary});
            }));
            """;

    @TempDir
    Path folder;

    @Test
    void aiohttpsClientSpeaksWithOurServer() throws Exception {
        var python = Programs.pythonWith("aiohttp");
        withOurServer("ok", List.of(python, write("client.py", AIOHTTP_CLIENT)));
    }

    @Test
    void ourClientSpeaksWithAiohttpsServer() throws Exception {
        var python = Programs.pythonWith("aiohttp");
        withTheirServer(List.of(python, write("server.py", AIOHTTP_SERVER)));
    }

    @Test
    void npmWsClientSpeaksWithOurServer() throws Exception {
        withOurServer("ok 4001", append(Programs.nodeWith("ws@8"), write("client.js", WS_CLIENT)));
    }

    @Test
    void ourClientSpeaksWithNpmWsServer() throws Exception {
        withTheirServer(append(Programs.nodeWith("ws@8"), write("server.js", WS_SERVER)));
    }

    private void withOurServer(String expected, List<String> command) throws Exception {
        try (var server = new SocketServer(WebSocketOptions.defaults(), socket -> {
            SocketServer.echo(socket);
            assertThat(socket.closeCode()).isEqualTo(4001);
            assertThat(socket.closeReason()).isEqualTo("bye");
        })) {
            var ended = Programs.run(folder, append(command, server.uri().toString()));

            assertThat(ended.outputIfWell().strip()).isEqualTo(expected);
            server.job().result();
        }
    }

    private static void withTheirServer(List<String> command) throws Exception {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var port = lines.readLine();
            assertThat(port).matches("[0-9]+");
            var options = WebSocketOptions.defaults().withSubProtocols("chat");
            try (var client = HttpClient.open();
                    var socket = client.webSocket("ws://127.0.0.1:%s/".formatted(port), options)) {
                for (int length : new int[] {0, 1, 125, 126, 65_535, 65_536, 300_000}) {
                    socket.send("a".repeat(length));
                    assertThat(socket.receive()).isEqualTo(new Message.Text("a".repeat(length)));
                    socket.send(new byte[length]);
                    assertThat(socket.receive()).isEqualTo(new Message.Binary(new byte[length]));
                }
                assertThat(socket.subProtocol()).isEqualTo("chat");
                socket.send("close");
                assertThat(socket.receive()).isNull();
                assertThat(socket.closeCode()).isEqualTo(4002);
                assertThat(socket.closeReason()).isEqualTo("asked for");
            }
        } finally {
            Programs.end(process);
        }
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static List<String> append(List<String> command, String last) {
        return Stream.concat(command.stream(), Stream.of(last)).toList();
    }
}
