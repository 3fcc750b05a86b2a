package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server under nghttp2's h2load, where that is installed: every request succeeds. */
@Timeout(120)
final class ServerOfH2loadTest {
    private static final int REQUESTS = 500;

    private static String h2load = "";

    private final Certificates authority = new Certificates();
    private final Routes routes = Routes.create()
            .get("/", request -> Response.text("hello"))
            .get("/big", request -> Response.text("x".repeat(200_000)));

    @TempDir
    private Path folder;

    private HttpServer plain;
    private HttpServer secure;

    @BeforeAll
    static void find() {
        h2load = Programs.installed("h2load");
    }

    @BeforeEach
    void open() throws Exception {
        plain = HttpServer.builder().open(routes);
        secure = HttpServer.builder().tls(authority.localhost().tls().build()).open(routes);
    }

    @AfterEach
    void close() {
        plain.close();
        secure.close();
    }

    private String load(int requests, String... more) throws Exception {
        var command = new ArrayList<>(List.of(h2load, "-n", "" + requests, "-t", "1"));
        command.addAll(List.of(more));
        return Programs.run(folder, command).outputIfWell();
    }

    private static void assertAllWell(String summary, int requests) {
        assertThat(summary)
                .contains(
                        "requests: %1$d total, %1$d started, %1$d done, %1$d succeeded, 0 failed, 0 errored, 0 timeout"
                                .formatted(requests),
                        "status codes: %d 2xx, 0 3xx, 0 4xx, 0 5xx".formatted(requests));
    }

    private String secureUri(String path) {
        return "https://localhost:" + secure.port() + path;
    }

    @Test
    void overHttp1() throws Exception {
        assertAllWell(load(REQUESTS, "--h1", "-c", "20", "http://127.0.0.1:" + plain.port() + "/"), REQUESTS);
    }

    @Test
    void overHttp1WithTls() throws Exception {
        assertAllWell(load(REQUESTS, "--h1", "-c", "20", secureUri("/")), REQUESTS);
    }

    @Test
    void overHttp2() throws Exception {
        var summary = load(REQUESTS, "-c", "4", "-m", "50", secureUri("/"));

        assertThat(summary).contains("Application protocol: h2");
        assertAllWell(summary, REQUESTS);
    }

    @Test
    void overHttp2WithBodiesThatWindowsHold() throws Exception {
        assertAllWell(load(60, "-c", "2", "-m", "20", "-w", "16", "-W", "18", secureUri("/big")), 60);
    }
}
