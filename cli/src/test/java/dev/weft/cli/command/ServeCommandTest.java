package dev.weft.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code weft serve DIR}, in a process of its own, and asked by the JDK's client. */
class ServeCommandTest {
    private static final int BIG = 32 << 20;

    @TempDir
    Path temporary;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path folder;

    @BeforeEach
    void fillFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("public"));
        Files.writeString(folder.resolve("a.txt"), "hello");
        Files.writeString(folder.resolve(".secret"), "hidden");
        Files.writeString(temporary.resolve("outside"), "outside");
        Files.createSymbolicLink(folder.resolve("link"), temporary.resolve("outside"));
    }

    @AfterEach
    void closeClient() {
        client.shutdownNow();
    }

    private WeftProcess serve(Object... more) throws IOException {
        var arguments = Stream.concat(Stream.of("serve", folder, "--port", 0), Stream.of(more));
        return WeftProcess.start(temporary, arguments.toArray());
    }

    /** Returns where it serves, by the line that says so. */
    private static URI address(String line) {
        assertThat(line).startsWith("serving ").endsWith("; Ctrl-C ends");
        return URI.create(line.replaceFirst(".* at ", "").replaceFirst(";.*", ""));
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void filesAreServedAndEachRequestIsALineOfTheLog() throws Exception {
        try (var weft = serve()) {
            var root = address(weft.nextErrLine());

            // A line is written when its response is sent, and may be written after the client has read that and asked
            // again elsewhere.
            assertThat(get(root.resolve("a.txt")).body()).isEqualTo("hello");
            assertThat(weft.nextLine()).startsWith("127.0.0.1 - - [").contains("\"GET /a.txt HTTP/1.1\" 200 5 ");

            assertThat(get(root.resolve("nothing")).statusCode()).isEqualTo(404);
            assertThat(weft.nextLine()).contains("\"GET /nothing HTTP/1.1\" 404 ");
        }
    }

    @Test
    void hiddenFilesAndLinksOutOfTheFolderAreServedOnlyWhereAsked() throws Exception {
        try (var weft = serve();
                var open = serve("--hidden", "--follow-links")) {
            var root = address(weft.nextErrLine());
            var all = address(open.nextErrLine());

            assertThat(get(root).body()).contains("a.txt").doesNotContain(".secret", "link");
            assertThat(get(root.resolve(".secret")).statusCode()).isEqualTo(404);
            assertThat(get(root.resolve("link")).statusCode()).isEqualTo(404);
            assertThat(get(all).body()).contains("a.txt", ".secret", "link");
            assertThat(get(all.resolve(".secret")).body()).isEqualTo("hidden");
            assertThat(get(all.resolve("link")).body()).isEqualTo("outside");
        }
    }

    @Test
    void aFolderIsNotListedWhereNotWantedAndNothingIsLoggedWhereQuiet() throws Exception {
        assumeFalse(WeftProcess.ignoresCtrlC(), "this JVM was started with SIGINT ignored");
        try (var weft = serve("--no-index", "--quiet")) {
            var root = address(weft.nextErrLine());

            assertThat(get(root).statusCode()).isEqualTo(404);
            assertThat(get(root.resolve("a.txt")).body()).isEqualTo("hello");
            weft.pressCtrlC();

            var result = weft.awaitEnd();
            assertThat(result.out()).isEmpty();
            assertThat(result.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void othersThanThisMachineAreWarnedOf() throws Exception {
        try (var weft = serve("--host", "0.0.0.0")) {
            assertThat(weft.nextErrLine())
                    .isEqualTo("weft: whoever can reach this machine can read what is in %s (--host 0.0.0.0)", folder);
            assertThat(get(address(weft.nextErrLine()).resolve("a.txt")).body()).isEqualTo("hello");
        }
    }

    @Test
    void ctrlCLetsADownloadComeToItsEnd() throws Exception {
        assumeFalse(WeftProcess.ignoresCtrlC(), "this JVM was started with SIGINT ignored");
        Files.write(folder.resolve("big"), new byte[BIG]);
        try (var weft = serve("--grace", "1m")) {
            var big = HttpRequest.newBuilder(address(weft.nextErrLine()).resolve("big"))
                    .build();
            try (var body = client.send(big, BodyHandlers.ofInputStream()).body()) {
                weft.pressCtrlC();

                assertThat(weft.nextErrLine())
                        .isEqualTo("ending: 1 under way, for which there are 60 s; Ctrl-C again ends at once");
                assertThat(body.readAllBytes()).hasSize(BIG);
            }
            assertThat(weft.awaitEnd().exitCode()).isEqualTo(130);
        }
    }

    @Test
    void ctrlCAgainEndsAtOnce() throws Exception {
        assumeFalse(WeftProcess.ignoresCtrlC(), "this JVM was started with SIGINT ignored");
        Files.write(folder.resolve("big"), new byte[BIG]);
        try (var weft = serve("--grace", "1h")) {
            var big = HttpRequest.newBuilder(address(weft.nextErrLine()).resolve("big"))
                    .build();
            try (var _ = client.send(big, BodyHandlers.ofInputStream()).body()) {
                weft.pressCtrlC();
                assertThat(weft.nextErrLine()).startsWith("ending: 1 under way");
                weft.pressCtrlC();

                assertThat(weft.awaitEnd().exitCode()).isEqualTo(130);
            }
        }
    }

    @Test
    void sigtermLetsADownloadComeToItsEndToo() throws Exception {
        Files.write(folder.resolve("big"), new byte[BIG]);
        try (var weft = serve("--grace", "1m")) {
            var big = HttpRequest.newBuilder(address(weft.nextErrLine()).resolve("big"))
                    .build();
            try (var body = client.send(big, BodyHandlers.ofInputStream()).body()) {
                weft.terminate();

                assertThat(weft.nextErrLine()).startsWith("ending: 1 under way, for which there are 60 s");
                assertThat(body.readAllBytes()).hasSize(BIG);
            }
            assertThat(weft.awaitEnd().exitCode()).isEqualTo(143);
        }
    }

    @Test
    void sigtermAgainEndsAtOnce() throws Exception {
        Files.write(folder.resolve("big"), new byte[BIG]);
        try (var weft = serve("--grace", "1h")) {
            var big = HttpRequest.newBuilder(address(weft.nextErrLine()).resolve("big"))
                    .build();
            try (var _ = client.send(big, BodyHandlers.ofInputStream()).body()) {
                weft.terminate();
                assertThat(weft.nextErrLine()).startsWith("ending: 1 under way");
                weft.terminate();

                assertThat(weft.awaitEnd().exitCode()).isEqualTo(143);
            }
        }
    }

    @Test
    void aTakenPortIsSaidWithTheRemedy() throws Exception {
        try (var taken = new ServerSocket(0)) {
            assertThat(CommandResult.of("serve", folder, "--port", taken.getLocalPort()))
                    .isEqualTo(new CommandResult(
                            1,
                            "",
                            "weft: port %d is taken by another program: take another by --port, or 0 for any free one%n"
                                    .formatted(taken.getLocalPort())));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--key KEY            | --key is of no use without --cert",
                "--cert /no/such/file | /no/such/file does not exist: expected a certificate in PEM",
                "--port 65536         | port must be 0 to 65535, was 65536",
                "--pages 4            | --latency, --size and --pages are of --site, and do nothing for a folder",
                "--site               | serve either a folder or --site: each is a server of its own",
            })
    void whatMakesNoSenseIsRefusedInWords(String options, String words) {
        var arguments = ("serve " + folder + " " + options).split(" ");

        var result = CommandResult.of((Object[]) arguments);

        assertThat(result.err().lines()).first().isEqualTo("weft: " + words);
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void aFolderThatIsNoneIsRefused() {
        var file = folder.resolve("a.txt");

        assertThat(CommandResult.of("serve", file).err())
                .startsWith("weft: %s is no folder that can be served".formatted(file));
        assertThat(CommandResult.of("serve", "/no/such").err())
                .startsWith("weft: /no/such is no folder that can be served: there is nothing of that name");
        assertThat(CommandResult.of("serve").err()).startsWith("weft: nothing to serve: name a folder, such as '.'");
        assertThat(CommandResult.of("serve", "--site", "--quiet").err())
                .startsWith("weft: --site takes --port, --latency, --size and --pages only");
    }
}
