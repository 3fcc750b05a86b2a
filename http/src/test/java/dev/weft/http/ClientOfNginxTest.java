package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client against nginx, where that is installed. */
@Timeout(120)
final class ClientOfNginxTest {
    private static final Certificates CA = new Certificates();
    private static final byte[] BIG = new byte[20 << 20];
    private static final String TEXT = "0123456789".repeat(1000);
    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            pid FOLDER/pid;
            error_log FOLDER/error.log;
            events {}
            http {
                access_log FOLDER/access.log;
                client_body_temp_path FOLDER/body;
                proxy_temp_path FOLDER/proxy;
                fastcgi_temp_path FOLDER/fastcgi;
                uwsgi_temp_path FOLDER/uwsgi;
                scgi_temp_path FOLDER/scgi;
                types { text/plain txt; }
                default_type application/octet-stream;
                root FOLDER/www;
                gzip on;
                gzip_types text/plain;
                client_max_body_size 1k;
                server {
                    listen 127.0.0.1:PLAIN;
                    keepalive_requests 2;
                    location /connection { return 200 "$connection"; }
                    location /upload { proxy_pass http://127.0.0.1:PLAIN/connection; }
                }
                server {
                    listen 127.0.0.1:SECURE ssl http2;
                    ssl_certificate FOLDER/chain.pem;
                    ssl_certificate_key FOLDER/key.pem;
                    location /protocol { return 200 "$server_protocol"; }
                    location /upload { proxy_pass http://127.0.0.1:PLAIN/connection; }
                }
            }
            """;

    @TempDir
    private static Path folder;

    private static @Nullable Process nginx;
    private static String plain = "";
    private static String secure = "";

    @BeforeAll
    static void open() throws Exception {
        var program = Programs.installed("nginx");
        new Random(1).nextBytes(BIG);
        var www = Files.createDirectory(folder.resolve("www"));
        Files.write(www.resolve("big.bin"), BIG);
        Files.writeString(www.resolve("text.txt"), TEXT);
        var own = CA.localhost();
        own.writeChain(folder.resolve("chain.pem"));
        own.writeKey(folder.resolve("key.pem"));
        start(program, Programs.freePort(), Programs.freePort());
    }

    private static void start(String program, int port, int tlsPort) throws IOException {
        var file = Files.writeString(
                folder.resolve("nginx.conf"),
                CONFIGURATION
                        .replace("FOLDER", folder.toString())
                        .replace("PLAIN", Integer.toString(port))
                        .replace("SECURE", Integer.toString(tlsPort)));
        var log = folder.resolve("output");
        var started = new ProcessBuilder(
                        program,
                        "-p",
                        folder.toString(),
                        "-e",
                        folder.resolve("error.log").toString(),
                        "-c",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        nginx = started;
        Programs.awaitListening(started, port, log);
        plain = "http://127.0.0.1:" + port;
        secure = "https://localhost:" + tlsPort;
    }

    @AfterAll
    static void close() throws InterruptedException {
        if (nginx != null) {
            Programs.end(nginx);
        }
    }

    private static HttpClient client() {
        return HttpClient.builder().tls(CA.trusting()).open();
    }

    @Test
    void gzipIsDecoded() {
        try (var client = client();
                var response = client.get(plain + "/text.txt").send()) {
            assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(response.text()).isEqualTo(TEXT);
        }
    }

    @Test
    void aRangeIsAPart() {
        try (var client = client();
                var response = client.get(plain + "/big.bin")
                        .header("Range", "bytes=10-19")
                        .send()) {
            assertThat(response.status()).isEqualTo(206);
            assertThat(response.bytes()).isEqualTo(Arrays.copyOfRange(BIG, 10, 20));
        }
    }

    @Test
    void aConnectionServesTwoRequestsAsTheServerWants() {
        try (var client = client()) {
            var served = new HashMap<String, Integer>();
            for (int i = 0; i < 6; i++) {
                served.merge(client.get(plain + "/connection").text(), 1, Integer::sum);
            }

            assertThat(served)
                    .hasSize(3)
                    .allSatisfy((connection, requests) -> assertThat(requests).isEqualTo(2));
        }
    }

    @Test
    void aBodyThatIsTooLargeIsAnswered413() {
        try (var client = client()) {
            for (var base : List.of(plain, secure)) {
                for (var body : List.of(
                        Body.bytes(new byte[10_000]),
                        Body.stream(new ByteArrayInputStream(new byte[8 << 20]), 8 << 20, "x/y"),
                        Body.stream(new ByteArrayInputStream(new byte[8 << 20]), -1, "x/y"))) {
                    try (var response = client.post(base + "/upload").body(body).send()) {
                        assertThat(response.status()).isEqualTo(413);
                        assertThat(response.text()).contains("413 Request Entity Too Large");
                    }
                }
            }
        }
    }

    @Test
    void aBigFileIsSaved() throws IOException {
        try (var client = client()) {
            for (var base : List.of(plain, secure)) {
                var file = folder.resolve("saved");

                assertThat(client.get(base + "/big.bin").saveTo(file)).isEqualTo(BIG.length);
                assertThat(Files.mismatch(file, folder.resolve("www/big.bin"))).isEqualTo(-1);
            }
        }
    }

    @Test
    void http2IsSpokenOverTls() {
        try (var client = client();
                var response = client.get(secure + "/protocol").send()) {
            assertThat(response.version()).isEqualTo("HTTP/2");
            assertThat(response.text()).isEqualTo("HTTP/2.0");
            assertThat(client.get(secure + "/text.txt").text()).isEqualTo(TEXT);
        }
    }
}
