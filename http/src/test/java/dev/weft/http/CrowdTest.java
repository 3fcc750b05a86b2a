package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weft.Future;
import dev.weft.ThreadPool;
import dev.weft.testkit.Observed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many clients at a time of a server whose memory is small.
 *
 * <p>By {@code -Dweft.upload.mebibytes=10} each upload is as large, and not 1 MiB; a quarter of it over HTTP/2.
 */
@Timeout(300)
final class CrowdTest {
    private static final int UPLOADS = 1_000;
    private static final int UPLOAD = Integer.getInteger("weft.upload.mebibytes", 1) * 1024 * 1024;
    private static final int IDLE = 10_000;

    private @Nullable Process server;
    private int port;

    /** Starts a server with {@code megabytes} of heap. */
    private void start(int megabytes, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                CrowdServer.class.getName(),
                Integer.toString(UPLOADS)));
        command.addAll(List.of(more));
        server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        port = Integer.parseInt(server.inputReader().readLine());
    }

    /** Returns a class path with all that this JVM has on its module path, and these tests. */
    private static String classPath() {
        var file = CrowdTest.class.getName().replace('.', '/') + ".class";
        var tests = CrowdTest.class.getResource("/" + file).getPath().replace(file, "");
        return String.join(
                File.pathSeparator,
                tests,
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path"));
    }

    @AfterEach
    void end() throws Exception {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void aThousandUploadsAtOnceNeedLittleMemory() throws Exception {
        start(128);

        assertThatAllArrive(UPLOAD, this::upload);
    }

    @Test
    void overHttp2WhereAHundredShareAConnectionTheyDoToo() throws Exception {
        start(128, "tls");
        var uri = "https://localhost:%d/upload".formatted(port);
        try (var client = HttpClient.builder()
                .tls(Tls.builder().insecureTrustAnyone().build())
                .timeouts(Timeouts.none())
                .limit(UPLOADS / 100)
                .open()) {
            assertThatAllArrive(UPLOAD / 4, bytes -> {
                try (var response = client.post(uri).body(Body.bytes(bytes)).send()) {
                    return response.version().equals("HTTP/2") ? response.text() : response.version();
                }
            });
        }
    }

    private interface Upload {
        String send(byte[] bytes) throws IOException;
    }

    private static void assertThatAllArrive(int length, Upload upload) {
        var random = new byte[length];
        new Random(42).nextBytes(random);
        var sum = new CRC32();
        sum.update(random);

        List<String> answers;
        try (var pool = ThreadPool.virtual()) {
            var uploads = IntStream.range(0, UPLOADS)
                    .mapToObj(_ -> pool.submit(() -> upload.send(random)))
                    .toList();
            answers = uploads.stream().map(Future::result).toList();
        }

        assertThat(answers).hasSize(UPLOADS).containsOnly(length + " " + sum.getValue());
    }

    private String upload(byte[] bytes) throws IOException {
        try (var socket = new RawSocket(port)) {
            socket.socket().setSoTimeout(200_000);
            socket.send("POST /upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                    .formatted(bytes.length));
            var answer = socket.send(bytes).untilClosed();
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    /** Returns the limit up to which a JVM raises its own; 0 where that is not known. */
    private static int mostOpenFiles() throws IOException {
        var limits = Path.of("/proc/self/limits");
        if (!Files.isReadable(limits)) {
            return 0;
        }
        var hard = Files.readAllLines(limits).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split(" +", -1)[4])
                .findFirst()
                .orElse("0");
        return hard.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(hard);
    }

    @Test
    void tenThousandIdleConnectionsAreHeldAndServed() throws Exception {
        assumeThat(mostOpenFiles())
                .as("files that a process may have open here")
                .isGreaterThan(IDLE + 1_000);
        start(128);
        var idle = new ArrayList<RawSocket>(IDLE);
        try {
            for (int i = 0; i < IDLE; i++) {
                idle.add(new RawSocket(port));
            }
            for (var one : List.of(idle.getFirst(), idle.getLast())) {
                Observed.until("all to be connected", () -> connections(one) >= IDLE);
            }
        } finally {
            for (var one : idle) {
                one.close();
            }
        }
    }

    private static int connections(RawSocket by) throws IOException {
        by.send("GET /connections HTTP/1.1\r\nHost: x\r\n\r\n");
        by.until("\r\n\r\n");
        return Integer.parseInt(by.until("\n").strip());
    }
}
