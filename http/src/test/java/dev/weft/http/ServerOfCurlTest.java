package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server asked by curl, where that is installed: over HTTP/1.1, and over HTTP/2 with TLS. */
@Timeout(120)
final class ServerOfCurlTest {
    private static final Certificates CA = new Certificates();
    private static final byte[] BIG = new byte[2 << 20];
    private static final String TEXT = "0123456789".repeat(10_000);

    @TempDir
    private static Path folder;

    private static String curl = "";
    private static @Nullable HttpServer plain;
    private static @Nullable HttpServer secure;

    @BeforeAll
    static void open() throws Exception {
        curl = Programs.installed("curl");
        new Random(1).nextBytes(BIG);
        Files.write(folder.resolve("authority.pem"), CA.authorityPem());
        var www = Files.createDirectory(folder.resolve("www"));
        Files.write(www.resolve("big.bin"), BIG);
        Files.write(folder.resolve("big"), BIG);
        var routes = Routes.create()
                .files("/files", StaticFiles.of(www))
                .get("/text", request -> Response.text(TEXT))
                .get("/number/{n:int}", request -> Response.text("<" + request.pathInt("n") + ">"))
                .post("/digest", request -> Response.text(digest(request.body())))
                .post("/form", request -> {
                    var parts = new ArrayList<String>();
                    for (var part : request.multipart()) {
                        parts.add("%s|%s|%s|%s"
                                .formatted(part.name(), part.filename(), part.type(), digest(part.body())));
                    }
                    return Response.text(String.join("\n", parts));
                });
        var limits = Limits.standard().withBody(BIG.length + 10_000);
        plain = HttpServer.builder().limits(limits).compression(true).open(routes);
        secure = HttpServer.builder()
                .limits(limits)
                .compression(true)
                .tls(CA.localhost().tls().build())
                .open(routes);
    }

    @AfterAll
    static void close() {
        for (var server : new HttpServer[] {plain, secure}) {
            if (server != null) {
                server.close();
            }
        }
    }

    private static String digest(InputStream body) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        var piece = new byte[8192];
        for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
            digest.update(piece, 0, count);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String digest(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String uri(String protocol, String path) {
        return protocol.equals("1.1")
                ? "http://127.0.0.1:" + Objects.requireNonNull(plain).port() + path
                : "https://localhost:" + Objects.requireNonNull(secure).port() + path;
    }

    private static Programs.Ended curl(String protocol, List<String> more) throws Exception {
        var command = new ArrayList<>(List.of(
                curl,
                "--silent",
                "--show-error",
                "--noproxy",
                "*",
                protocol.equals("1.1") ? "--http1.1" : "--http2",
                "--cacert",
                "authority.pem"));
        command.addAll(more);
        return Programs.run(folder, command);
    }

    private static String curl(String protocol, String path, String... more) throws Exception {
        var all = new ArrayList<>(List.of(more));
        all.add(uri(protocol, path));
        return curl(protocol, all).outputIfWell();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void theProtocolIsTheOneThatWasAskedFor(String protocol) throws Exception {
        assertThat(curl(protocol, "/number/1", "--write-out", " %{http_version} %{http_code}"))
                .isEqualTo("<1> " + protocol + " 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void manyRequestsAtTheSameTimeGetTheirOwnAnswers(String protocol) throws Exception {
        var some = curl(
                protocol, List.of("--parallel", "--parallel-max", "50", uri(protocol, "/number/[1-100]"), "-o", "n#1"));

        some.outputIfWell();
        for (int i = 1; i <= 100; i++) {
            assertThat(folder.resolve("n" + i)).hasContent("<" + i + ">");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void compressedTextIsTheSameText(String protocol) throws Exception {
        assertThat(curl(protocol, "/text", "--compressed")).isEqualTo(TEXT);
        assertThat(curl(protocol, "/text", "--compressed", "--dump-header", "-", "-o", "text"))
                .containsIgnoringCase("content-encoding: gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void aBrokenDownloadIsResumed(String protocol) throws Exception {
        Files.write(folder.resolve("part"), Arrays.copyOf(BIG, 1_000_000));

        var answer = curl(
                protocol,
                "/files/big.bin",
                "--continue-at",
                "-",
                "-o",
                "part",
                "--write-out",
                "%{http_code} %{size_download}");

        assertThat(answer).isEqualTo("206 " + (BIG.length - 1_000_000));
        assertThat(Files.readAllBytes(folder.resolve("part"))).isEqualTo(BIG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void rangesAreParts(String protocol) throws Exception {
        curl(protocol, "/files/big.bin", "--range", "10-19", "-o", "range");
        assertThat(Files.readAllBytes(folder.resolve("range"))).isEqualTo(Arrays.copyOfRange(BIG, 10, 20));
        curl(protocol, "/files/big.bin", "--range", "-5", "-o", "range");
        assertThat(Files.readAllBytes(folder.resolve("range")))
                .isEqualTo(Arrays.copyOfRange(BIG, BIG.length - 5, BIG.length));
        assertThat(curl(
                        protocol,
                        "/files/big.bin",
                        "--range",
                        "9999999-",
                        "-o",
                        "range",
                        "--write-out",
                        "%{http_code}"))
                .isEqualTo("416");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void aFileIsNotSentAgainToWhoHasIt(String protocol) throws Exception {
        curl(protocol, "/files/big.bin", "--etag-save", "etag", "-o", "file");

        assertThat(curl(
                        protocol,
                        "/files/big.bin",
                        "--etag-compare",
                        "etag",
                        "-o",
                        "again",
                        "--write-out",
                        "%{http_code} %{size_download}"))
                .isEqualTo("304 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void aBigBodyArrivesWhole(String protocol) throws Exception {
        assertThat(curl(protocol, "/digest", "--data-binary", "@big")).isEqualTo(digest(BIG));
        assertThat(curl(protocol, "/digest", "--data-binary", "@big", "--header", "Expect: 100-continue"))
                .isEqualTo(digest(BIG));
        assertThat(curl(protocol, "/digest", "-X", "POST", "--upload-file", "-"))
                .isEqualTo(digest(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void aFormWithAFileIsUnderstood(String protocol) throws Exception {
        assertThat(curl(protocol, "/form", "-F", "name=é", "-F", "file=@big;filename=a b.png;type=image/png")
                        .lines())
                .containsExactly(
                        "name|null|text/plain|" + digest("é".getBytes(StandardCharsets.UTF_8)),
                        "file|a b.png|image/png|" + digest(BIG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "2"})
    void aBodyThatIsTooLargeIsAnswered413(String protocol) throws Exception {
        Files.write(folder.resolve("huge"), new byte[BIG.length + 20_000]);

        for (var expect : List.of("Expect: 100-continue", "Expect:", "Transfer-Encoding: chunked")) {
            assertThat(curl(
                            protocol,
                            "/digest",
                            "--data-binary",
                            "@huge",
                            "--header",
                            expect,
                            "-o",
                            "answer",
                            "--write-out",
                            "%{http_code}"))
                    .as(expect)
                    .isEqualTo("413");
        }
    }
}
