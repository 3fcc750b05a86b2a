package dev.weft.process.internal.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.process.UnsendableException;
import dev.weft.process.internal.codec.Connection;
import dev.weft.process.internal.codec.Decoder;
import dev.weft.process.internal.codec.Encoder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Interactive classes that get new content under the same name, as a JShell with a JVM of its own does it: its loader goes on
 * and gives the new class file.
 */
@SuppressWarnings("InlineFormatString") // a source is read better by itself
class RedefinitionTest {
    private static final String JOB = """
            package REPL;
            public class Job {
                public static java.util.concurrent.Callable<Object> job() {
                    return (java.util.concurrent.Callable<Object> & java.io.Serializable) () -> %s;
                }
            }
            """;
    private static final String METHOD = "package REPL; public class Method { public static int f() { return %d; } }";

    private final ParentClasses parent = new ParentClasses();
    private final WorkerClasses worker = new WorkerClasses(parent::answer);
    private final Connection jobs = new Connection(new Encoder(parent), new Decoder(worker));

    @TempDir
    Path folder;

    private Compiled compiled;

    @BeforeEach
    void compile() throws Exception {
        compiled = new Compiled(folder)
                .with("REPL.Method", METHOD.formatted(1))
                .with("REPL.Job", JOB.formatted("Method.f()"));
    }

    @Test
    void aJobThatIsSentAgainRunsTheNewCode() throws Exception {
        try (var loader = compiled.loader("repl")) {
            Callable<Object> job = Compiled.job(loader, "REPL.Job", "job");
            assertThat(jobs.<Callable<Object>>send(job).call()).isEqualTo(1);
            int before = parent.numberOf(job.getClass().getNestHost());

            compiled.with("REPL.Method", METHOD.formatted(2));

            assertThat(jobs.<Callable<Object>>send(job).call()).isEqualTo(2);
            assertThat(parent.numberOf(job.getClass().getNestHost())).isGreaterThan(before);
        }
    }

    @Test
    void aJobThatWasSentBeforeRunsTheCodeOfThatTimeInEveryWorker() throws Exception {
        try (var loader = compiled.loader("repl")) {
            Callable<Object> job = Compiled.job(loader, "REPL.Job", "job");
            var message = jobs.encoder().encode(job, "");
            compiled.with("REPL.Method", METHOD.formatted(2));
            jobs.send(job);

            var late = new Connection(jobs.encoder(), new Decoder(new WorkerClasses(parent::answer)));

            assertThat(late.receive(message))
                    .isInstanceOfSatisfying(
                            Callable.class,
                            arrived -> assertThat(resultOf(arrived)).isEqualTo(1));
        }
    }

    private static Object resultOf(Callable<?> job) {
        try {
            return job.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatHasNotChangedKeepsItsGeneration() throws Exception {
        try (var loader = compiled.loader("repl")) {
            Callable<Object> job = Compiled.job(loader, "REPL.Job", "job");
            jobs.send(job);
            int defined = jobs.encoder().definitions();
            int before = parent.numberOf(job.getClass().getNestHost());

            compiled.with("REPL.Method", METHOD.formatted(1));
            jobs.send(job);

            assertThat(parent.numberOf(job.getClass().getNestHost())).isEqualTo(before);
            assertThat(jobs.encoder().definitions()).isEqualTo(defined);
        }
    }

    @Test
    void aLoaderWhoseClassFilesChangeWithEveryReadingIsRefused() throws Exception {
        var readings = new AtomicInteger();
        byte[] method = Files.readAllBytes(folder.resolve("REPL/Method.class"));
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader()) {
            @Override
            public InputStream getResourceAsStream(String name) {
                return name.equals("REPL/Method.class")
                        ? new ByteArrayInputStream(Arrays.copyOf(method, method.length + readings.incrementAndGet()))
                        : super.getResourceAsStream(name);
            }
        }) {
            Callable<Object> job = Compiled.job(loader, "REPL.Job", "job");
            jobs.send(job);

            assertThatThrownBy(() -> jobs.send(job))
                    .isInstanceOf(UnsendableException.class)
                    .hasMessage(
                            "the class files of its REPL's classes were different each of the 10 times they were read");
        }
    }
}
