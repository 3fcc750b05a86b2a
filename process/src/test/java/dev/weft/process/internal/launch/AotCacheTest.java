package dev.weft.process.internal.launch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {
    private static final long MIB = 1L << 20;

    @TempDir
    Path temporary;

    private Guard guard;
    private CacheFolder folder;
    private Path library;
    private Path program;

    @BeforeEach
    void open() throws IOException {
        guard = Guard.open("images", Files.createDirectory(temporary.resolve("pool")));
        folder = new CacheFolder(temporary.resolve("cache"), InstantSource.system());
        library = jar("library.jar", "Talk");
        program = jar("program.jar", "TestWorker");
    }

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void aCacheThatWasMadeIsUsed() throws Exception {
        try (var cache = cache(List.of())) {
            assertThat(cache.file()).isNull();

            make(cache);

            assertThat(cache.file()).isNotNull();
            assertThat(folder.path()).isDirectoryContaining("glob:**.aot").isDirectoryNotContaining("glob:**.attempt");
            assertUsed(line(List.of()), requireNonNull(cache.file()));
        }
    }

    @Test
    void aCacheFitsTheFlagsItWasMadeFor() throws Exception {
        var flags = List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "-XX:+UseZGC");
        try (var plain = cache(List.of());
                var special = cache(flags)) {
            make(special);

            assertThat(plain.file()).isNull();
            assertUsed(line(flags), requireNonNull(special.file()));
        }
    }

    @Test
    void otherContentsOfAJarNeedAnotherCache() throws Exception {
        try (var before = cache(List.of())) {
            make(before);
        }
        var size = Files.size(library);
        jar("library.jar", "Processes");
        assertThat(Files.size(library)).isNotEqualTo(size);

        try (var after = cache(List.of())) {
            assertThat(after.file()).isNull();
        }
    }

    @Test
    void propertiesAndHeapsDoNotMatter() throws Exception {
        try (var small = cache(List.of("-Dapp.mode=test"));
                var plain = cache(List.of())) {
            make(plain);

            assertThat(small.file()).isEqualTo(plain.file()).isNotNull();
        }
    }

    @Test
    void aFailedAttemptLeavesNoCacheAndIsNotRepeatedAtOnce() throws Exception {
        try (var cache = cache(List.of())) {
            var attempts = new AtomicInteger();
            Drill failing = (_, _) -> {
                attempts.incrementAndGet();
                throw new IOException("no answer");
            };

            cache.make(failing);
            awaitDone();
            cache.make(failing);
            awaitDone();

            assertThat(attempts).hasValue(1);
            assertThat(cache.file()).isNull();
        }
    }

    @Test
    void closeStopsMakingIt() throws Exception {
        var cache = cache(List.of());
        var begun = new CountDownLatch(1);
        cache.make((_, stdout) -> {
            begun.countDown();
            stdout.transferTo(OutputStream.nullOutputStream()); // the worker waits for an order that never comes
        });
        begun.await();

        cache.close();

        assertThat(folder.path()).isEmptyDirectory();
        assertThat(ProcessHandle.current().descendants().filter(this::isOnTrial))
                .isEmpty();
    }

    @Test
    void thereIsNoneWhereItWouldNotFit() throws Exception {
        assertNone(new WeftHome(List.of(), true), List.of(), 0);
        assertNone(new WeftHome(List.of(temporary, program), false), List.of(), 0);
        assertNone(new WeftHome(List.of(program), false), List.of(), 0);
        assertNone(home(), List.of(), 40_000 * MIB);
        assertNone(home(), List.of("-javaagent:agent.jar"), 0);
        assertNone(home(), List.of("-XX:StartFlightRecording"), 0);
        assertNone(home(), List.of("@flags"), 0);
        assertNone(home(), List.of("-Djava.system.class.loader=app.Loader"), 0);
    }

    private void assertNone(WeftHome home, List<String> flags, long heapBytes) {
        assertThat(AotCache.of(line(home, flags, heapBytes), home, guard, folder))
                .isEmpty();
    }

    // A JVM that must use its cache and cannot ends with an error.
    private void assertUsed(CommandLine line, Path cache) throws Exception {
        var builder = line.worker(1, cache);
        builder.command().add(1, "-XX:AOTMode=on");
        var worker = new Talk(WorkerProcess.start(builder, 1, guard));

        assertThat(worker.ask("class java.lang.String")).isEqualTo("java.lang.String");
        worker.tell("exit 0");
        assertThat(worker.process().exit().get()).isZero();
    }

    private void make(AotCache cache) {
        cache.make(AotCacheTest::drill);
        awaitDone();
        assertThat(cache.file()).isNotNull();
    }

    private static void drill(OutputStream stdin, InputStream stdout) throws IOException {
        stdin.write("arguments\nexit 0\n".getBytes(StandardCharsets.UTF_8));
        stdin.close();
        var answer = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
        if (!answer.equals("[images, 0]\n")) {
            throw new IOException("unexpected answer: " + answer);
        }
    }

    private static void awaitDone() {
        Processes.await(
                "the thread that makes caches to end",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("weft-aot")));
    }

    private boolean isOnTrial(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(folder.path().toString());
    }

    private AotCache cache(List<String> flags) {
        return AotCache.of(line(flags), home(), guard, folder).orElseThrow();
    }

    private WeftHome home() {
        return new WeftHome(List.of(library, program), false);
    }

    private CommandLine line(List<String> flags) {
        return line(home(), flags, 0);
    }

    private CommandLine line(WeftHome home, List<String> flags, long heapBytes) {
        var parent = new ParentJvm(
                Path.of(System.getProperty("java.home")),
                List.of(),
                "",
                null,
                FileTime.fromMillis(0),
                512 * MIB,
                4096 * MIB,
                2);
        var settings = new LaunchSettings("images", null, flags, null, heapBytes, 2, 0, Map.of());
        return new CommandLine(settings, parent, home, TestWorker.class, temporary);
    }

    private Path jar(String name, String type) throws IOException {
        var classes = type + ".class";
        var root = Path.of("dev/weft/process/internal/launch");
        var content =
                Files.createDirectories(temporary.resolve(name + ".content").resolve(root));
        try (var bytes = AotCacheTest.class.getResourceAsStream(classes)) {
            assertThat(bytes).isNotNull();
            Files.write(content.resolve(classes), bytes.readAllBytes());
        }
        var jar = temporary.resolve(name);
        var tool = ToolProvider.findFirst("jar").orElseThrow();
        var code = tool.run(
                System.out, System.err, "--create", "--file", jar.toString(), "-C", jar + ".content", root.toString());
        assertThat(code).isZero();
        return jar;
    }
}
