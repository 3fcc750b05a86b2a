package dev.weft.cli.command;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.Place;
import dev.weft.cli.fetch.RawServer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FetchCommandTest {
    @TempDir
    Path folder;

    private final RawServer server = RawServer.http(client -> client.send(page(client.target())));

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    static String page(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body);
    }

    private List<String> filesLeft() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsALineOfUrlPathBytesAndMillisecondsOnEveryPlace(Place place) throws Exception {
        var result = CommandResult.of("fetch", server.url("/a"), "-d", folder, "--on", place);

        assertThat(filesLeft()).hasSize(1).first().asString().matches("[0-9a-f]{32}");
        var file = folder.resolve(filesLeft().getFirst());
        assertThat(result.out()).matches(Pattern.quote("%s\t%s\t2\t".formatted(server.url("/a"), file)) + "[0-9]+\\R");
        assertThat(file).hasContent("/a");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SEQUENTIAL")
    void linesComeInTheOrderInWhichTheDownloadsAreDone(Place place) throws Exception {
        var fastIsPrinted = new CountDownLatch(1);
        var out = new StringWriter() {
            @Override
            public void flush() {
                if (toString().contains("/fast\t")) {
                    fastIsPrinted.countDown();
                }
            }
        };
        try (var slow = RawServer.http(client -> {
            fastIsPrinted.await();
            client.send(page("slow"));
        })) {
            var result = CommandResult.of(
                    out, "fetch", slow.url("/slow"), server.url("/fast"), "-d", folder, "--on", place, "-j", 2);

            assertThat(result.outLines())
                    .extracting(line -> line.split("\t", 2)[0])
                    .containsExactly(server.url("/fast"), slow.url("/slow"));
        }
    }

    @Test
    void asManyDownloadsRunAtOnceAsAskedAndNoMore() throws Exception {
        var pair = new CyclicBarrier(2);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        try (var counting = RawServer.http(client -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            pair.await();
            running.decrementAndGet();
            client.send(page("page"));
        })) {
            var urls = Stream.of("/1", "/2", "/3", "/4", "/5", "/6").map(counting::url);

            var result = CommandResult.withInput(
                    urls.collect(joining("\n")), "fetch", "-i", "-", "-d", folder, "--on", "virtual", "-j", 2);

            assertThat(result.outLines()).hasSize(6);
            assertThat(most).hasValue(2);
        }
    }

    @Test
    void theSameUrlIsFetchedOnceWhereverItIsGiven() throws Exception {
        var list = Files.writeString(
                folder.resolve("urls.txt"), "# a list\n" + server.url("/a") + "\n" + server.url("/b"));

        var result = CommandResult.withInput(
                server.url("/b") + "\n" + server.url("/c") + "\n",
                "fetch",
                server.url("/a"),
                server.url("/a"),
                "-i",
                list,
                "-i",
                "-",
                "-d",
                folder.resolve("files"));

        assertThat(result.outLines())
                .extracting(line -> line.split("\t", 2)[0])
                .containsExactlyInAnyOrder(server.url("/a"), server.url("/b"), server.url("/c"));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void filesCanBeNamedByUrl() throws Exception {
        CommandResult.of("fetch", server.url("/report.html"), "-d", folder, "--name-by", "url");

        assertThat(filesLeft()).hasSize(1).first().asString().contains("127.0.0.1", "report.html");
    }

    @Test
    void anOldFileIsReplacedByAWholeNewOne() throws Exception {
        CommandResult.of("fetch", server.url("/a"), "-d", folder);
        var file = folder.resolve(filesLeft().getFirst());
        Files.writeString(file, "old");

        CommandResult.of("fetch", server.url("/a"), "-d", folder);

        assertThat(file).hasContent("/a");
    }

    @Test
    void asJsonSuccessesAndFailuresAreRowsOnStdout() throws Exception {
        var result =
                CommandResult.of("fetch", server.url("/a"), "no\tURL", "-d", folder, "--json", "--on", "sequential");

        var rows = result.rows();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0))
                .containsOnlyKeys("url", "ok", "path", "bytes", "ms", "attempts")
                .containsEntry("url", server.url("/a"))
                .containsEntry("ok", true)
                .containsEntry("path", folder.resolve(filesLeft().getFirst()).toString())
                .containsEntry("bytes", 2)
                .containsEntry("attempts", 1);
        assertThat(rows.get(1))
                .containsOnlyKeys("url", "ok", "error")
                .containsEntry("url", "no\tURL")
                .containsEntry("ok", false);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isOne();
    }

    @Test
    void aListWithoutUrlsIsNoFailure() {
        var result = CommandResult.withInput("# nothing today\n\n", "fetch", "-i", "-", "-d", folder);

        assertThat(result).isEqualTo(new CommandResult(0, "", ""));
    }
}
