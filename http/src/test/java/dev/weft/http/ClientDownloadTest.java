package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import dev.weft.Progress;
import dev.weft.ThreadPool;
import dev.weft.loop.Loop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ClientDownloadTest {
    private final byte[] bytes = new byte[3_000_000];
    private final Peer peer = Peer.open();
    private final HttpClient client = HttpClient.builder().base(peer.uri("/")).open();

    @TempDir
    private Path folder;

    ClientDownloadTest() {
        new Random(1).nextBytes(bytes);
        peer.on("/file", exchange -> Peer.answer(exchange, 200, bytes));
        peer.on(
                "/size",
                exchange -> Peer.answer(
                        exchange,
                        200,
                        exchange.getRequestHeaders().getFirst("Content-Type") + "|"
                                + exchange.getRequestHeaders().getFirst("Content-Length") + "|"
                                + exchange.getRequestBody().readAllBytes().length));
    }

    @AfterEach
    void close() {
        client.close();
        peer.close();
    }

    private void assertOnly(Path... expected) throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(expected);
        }
    }

    @Test
    void aBodyBecomesAFile() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "what was there before");

        assertThat(client.get("/file").saveTo(file)).isEqualTo(bytes.length);

        assertThat(file).hasBinaryContent(bytes);
        assertOnly(file);
    }

    @Test
    void onALoopTooWhereTheProgressIsTheJobs() throws IOException {
        var file = folder.resolve("file");

        var progress = NetworkLoop.run(() -> {
            var job = Loop.current().submit(() -> client.get("/file").saveTo(file));
            assertThat(job.result()).isEqualTo(bytes.length);
            return job.progress();
        });

        assertThat(file).hasBinaryContent(bytes);
        assertThat(progress).isEqualTo(new Progress(bytes.length, bytes.length));
        assertOnly(file);
    }

    @Test
    void aFolderThatIsNotThere() {
        var file = folder.resolve("missing/file");

        assertThatThrownBy(() -> client.get("/file").saveTo(file))
                .isInstanceOf(BodyException.class)
                .hasMessageStartingWith("GET %s failed while reading the body: '%s' cannot be written: "
                        .formatted(peer.uri("/file"), file));
    }

    @Test
    void aDownloadThatBreaksOffLeavesNothing() throws IOException {
        try (var raw = RawPeer.open(talk -> {
            talk.head();
            talk.write("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n" + "x".repeat(1_000_000));
        })) {
            assertThatThrownBy(() -> client.get(raw.uri("/")).saveTo(folder.resolve("file")))
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessageContaining(" of 2000000 bytes; ");
            assertOnly();
        }
    }

    @Test
    void anErrorPageIsNotSaved() throws IOException {
        assertThatThrownBy(() -> client.get("/none").saveTo(folder.resolve("file")))
                .isInstanceOf(StatusException.class);
        assertOnly();
    }

    @Test
    void whatMovesIsTold() throws IOException {
        var down = new ArrayList<Long>();
        client.get("/file")
                .onReceived((moved, total) -> {
                    assertThat(total).isEqualTo(bytes.length);
                    down.add(moved);
                })
                .saveTo(folder.resolve("file"));
        assertThat(down).isSorted().last().isEqualTo((long) bytes.length);

        var up = new ArrayList<Long>();
        client.post("/size")
                .body(Body.file(folder.resolve("file")))
                .onSent((moved, total) -> up.add(moved))
                .text();
        assertThat(up).isSorted().last().isEqualTo((long) bytes.length);
    }

    @Test
    void aFileIsSentWithItsLength() throws IOException {
        var file = Files.write(folder.resolve("data.png"), bytes);

        assertThat(client.put("/size").body(Body.file(file)).text()).isEqualTo("image/png|3000000|3000000");
        assertThat(NetworkLoop.run(
                        () -> client.put("/size").body(Body.file(file)).text()))
                .isEqualTo("image/png|3000000|3000000");
    }

    @Test
    void aFormWithFiles() throws IOException {
        var file = Files.writeString(folder.resolve("na\"me.txt"), "contents");
        peer.on(
                "/form",
                exchange -> Peer.answer(
                        exchange,
                        200,
                        exchange.getRequestHeaders().getFirst("Content-Length") + "\n"
                                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));

        var form = FormData.create().field("a", "é").file("f", file);
        var sent = client.post("/form").body(Body.form(form)).text();

        var lines = sent.lines().toList();
        var boundary = lines.get(1);
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        boundary,
                        "Content-Disposition: form-data; name=\"a\"",
                        "",
                        "é",
                        boundary,
                        "Content-Disposition: form-data; name=\"f\"; filename=\"na%22me.txt\"",
                        "Content-Type: text/plain",
                        "",
                        "contents",
                        boundary + "--");
        assertThat(sent.getBytes(StandardCharsets.UTF_8).length
                        - lines.getFirst().length()
                        - 1)
                .isEqualTo(Integer.parseInt(lines.getFirst()));
    }

    @Test
    void manyAtOnceOnThreads() throws IOException {
        try (var pool = ThreadPool.open(4)) {
            var jobs = new ArrayList<Future<Long>>();
            for (int i = 0; i < 20; i++) {
                var file = folder.resolve("file" + i);
                jobs.add(pool.submit(() -> client.get("/file").saveTo(file)));
            }
            jobs.forEach(job -> assertThat(job.result()).isEqualTo(bytes.length));
        }
    }
}
