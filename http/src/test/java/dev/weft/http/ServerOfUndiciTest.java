package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Observed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server asked by undici, Node's client, where Node and npm are installed: pipelined, too, and over HTTP/2. */
@Timeout(120)
final class ServerOfUndiciTest {
    private static final String BEGIN = """
            const undici = require('undici');
            const assert = require('assert');
            const fs = require('fs');
            const [base, secure, ca] = process.argv.slice(2);
            async function main() {
            """;
    private static final String END = """
              console.log('ok');
            }
            main().catch(error => { console.error(error); process.exitCode = 1; });
            """;

    private static List<String> node = List.of();

    private final Certificates authority = new Certificates();

    @TempDir
    private Path folder;

    private HttpServer plain;
    private HttpServer secure;

    @BeforeAll
    static void find() throws Exception {
        node = Programs.nodeWith("undici@6");
    }

    @BeforeEach
    void open() throws Exception {
        Files.write(folder.resolve("authority.pem"), authority.authorityPem());
        var routes = Routes.create()
                .get("/number/{n:int}", request -> Response.text(request.version() + " " + request.pathInt("n")))
                .post("/json", request -> Response.json(request.json(Object.class)))
                .post("/length", request -> Response.text("" + request.bytes().length))
                .get("/long", request -> Response.text("0123456789".repeat(10_000)))
                .get(
                        "/endless",
                        request -> Response.stream("text/plain", body -> {
                            while (true) {
                                body.write("again ".repeat(1_000));
                            }
                        }))
                .get(
                        "/echo",
                        request -> Response.webSocket(socket -> {
                            for (var message : socket) {
                                if (message instanceof Message.Text(String text)) {
                                    socket.send(text);
                                }
                            }
                        }));
        plain = HttpServer.builder().compression(true).open(routes);
        secure = HttpServer.builder()
                .compression(true)
                .tls(authority.localhost().tls().build())
                .open(routes);
    }

    @AfterEach
    void close() {
        plain.close();
        secure.close();
    }

    private void assertWell(String client) throws Exception {
        var script = Files.writeString(folder.resolve("client.js"), BEGIN + client.indent(2) + END);
        var command = new ArrayList<>(node);
        command.addAll(List.of(
                script.toString(),
                "http://127.0.0.1:" + plain.port(),
                "https://localhost:" + secure.port(),
                folder.resolve("authority.pem").toString()));

        assertThat(Programs.run(folder, command).outputIfWell()).isEqualTo("ok\n");
        for (var server : List.of(plain, secure)) {
            Observed.none("requests in progress", () -> server.statistics().requestsInProgress());
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        assertWell("""
                const client = new undici.Client(base, {pipelining: 10});
                const texts = await Promise.all([...Array(500).keys()].map(async n =>
                    (await client.request({path: '/number/' + n, method: 'GET'})).body.text()));
                texts.forEach((text, n) => assert.equal(text, 'HTTP/1.1 ' + n));
                await client.close();
                """);
    }

    @Test
    void overHttp2EachGetsItsOwnAnswer() throws Exception {
        assertWell("""
                const client = new undici.Client(secure, {allowH2: true, connect: {ca: fs.readFileSync(ca)}});
                const texts = await Promise.all([...Array(500).keys()].map(async n =>
                    (await client.request({path: '/number/' + n, method: 'GET'})).body.text()));
                texts.forEach((text, n) => assert.equal(text, 'HTTP/2 ' + n));
                await client.close();
                """);
    }

    @Test
    void jsonAndCompressedTextComeWhole() throws Exception {
        assertWell("""
                const order = {name: 'é', list: [1, 2.5, null, true]};
                const made = await undici.fetch(base + '/json', {method: 'POST', body: JSON.stringify(order)});
                assert.deepEqual(await made.json(), order);
                const long = await undici.fetch(base + '/long');
                assert.equal(long.headers.get('content-encoding'), 'gzip');
                assert.equal(await long.text(), '0123456789'.repeat(10000));
                """);
    }

    @Test
    void aBodyThatIsMadeWhileItIsSentArrivesWhole() throws Exception {
        assertWell("""
                async function* pieces() {
                  for (let i = 0; i < 200; i++) {
                    yield Buffer.alloc(i);
                    await new Promise(setImmediate);
                  }
                }
                const {body} = await undici.request(base + '/length', {method: 'POST', body: pieces()});
                assert.equal(await body.text(), String(199 * 200 / 2));
                """);
    }

    @Test
    void anAnswerThatIsBrokenOffEndsItsHandler() throws Exception {
        assertWell("""
                const control = new AbortController();
                const endless = await undici.fetch(base + '/endless', {signal: control.signal});
                await endless.body.getReader().read();
                control.abort();
                const other = await undici.fetch(base + '/number/1');
                assert.equal(await other.text(), 'HTTP/1.1 1');
                """);
    }

    @Test
    void aWebSocketEchoes() throws Exception {
        assertWell("""
                const socket = new undici.WebSocket(base.replace('http', 'ws') + '/echo');
                await new Promise((open, failed) => { socket.onopen = open; socket.onerror = failed; });
                for (const length of [0, 1, 125, 126, 65535, 65536, 300000]) {
                  const echo = new Promise(arrived => { socket.onmessage = event => arrived(event.data); });
                  socket.send('a'.repeat(length));
                  assert.equal(await echo, 'a'.repeat(length));
                }
                const closed = new Promise(done => { socket.onclose = event => done(event.code); });
                socket.close(1000);
                assert.equal(await closed, 1000);
                """);
    }
}
