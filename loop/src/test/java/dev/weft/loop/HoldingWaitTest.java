package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.Events;
import dev.weft.JobOptions;
import dev.weft.PoolEvent;
import dev.weft.testkit.Observed;
import dev.weft.testkit.Signal;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds the loop: no other coroutine runs until it is over, no cancel reaches it, and the watchdog says so. */
class HoldingWaitTest {
    @TempDir
    Path folder;

    /** What holds the loop, and what ends it. */
    record Holding(Wait block, Wait release) {}

    interface Setup {
        Holding prepare(Path folder) throws Exception;
    }

    static Stream<Arguments> waits() {
        return Stream.of(
                arguments("computing", (Setup) _ -> {
                    var released = new AtomicBoolean();
                    return new Holding(() -> Observed.spinUntil(released::get), () -> released.set(true));
                }),
                arguments("waiting in a class initializer", (Setup) _ -> {
                    var released = new CountDownLatch(1);
                    Runnable initializer = () -> Ended.of(released::await);
                    return new Holding(() -> FreshClass.initialize(initializer), released::countDown);
                }),
                arguments("reading a file that is a pipe", (Setup) folder -> {
                    var fifo = fifo(folder);
                    return new Holding(() -> read(fifo), () -> write(fifo));
                }),
                arguments("reading a file's channel that is a pipe", (Setup) folder -> {
                    var fifo = fifo(folder);
                    return new Holding(() -> readByChannel(fifo), () -> write(fifo));
                }),
                arguments("reading the output of a child process", (Setup) _ -> {
                    var process = new ProcessBuilder("cat").start();
                    return new Holding(() -> process.getInputStream().read(), () -> {
                        process.getOutputStream().close();
                        process.waitFor();
                    });
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waits")
    void nobodyElseRunsUntilItIsOver(String name, Setup setup) throws Exception {
        var holding = setup.prepare(folder);
        var reported = new CountDownLatch(1);
        var ended = new CompletableFuture<Ended>();
        try (var loop = Loop.builder().heldLimit(Duration.ofMillis(5)).open();
                var _ = Events.subscribe(event -> {
                    if (event instanceof PoolEvent.LoopHeld held && held.job().equals(name)) {
                        reported.countDown();
                    }
                })) {
            var started = Signal.create();
            var holder = loop.submit(JobOptions.none().withName(name), () -> {
                started.set();
                return ended.complete(Ended.of(holding.block()));
            });
            started.await();
            var other = loop.submit(() -> "ran");
            holder.cancel();

            reported.await();
            assertThat(other.isDone()).isFalse();
            assertThat(ended).isNotDone();

            holding.release().run();
            assertThat(other.result()).isEqualTo("ran");
            assertThat(ended.get().thrown()).isNull();
            assertThat(loop.held().count()).isPositive();
        }
    }

    private static Path fifo(Path folder) throws IOException, InterruptedException {
        var fifo = folder.resolve("fifo");
        new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start().waitFor();
        return fifo;
    }

    private static void read(Path fifo) throws IOException {
        try (var in = new FileInputStream(fifo.toFile())) {
            assertThat(in.read()).isEqualTo(1);
        }
    }

    private static void readByChannel(Path fifo) throws IOException {
        try (var in = FileChannel.open(fifo)) {
            assertThat(in.read(ByteBuffer.allocate(1))).isEqualTo(1);
        }
    }

    private static void write(Path fifo) throws IOException {
        try (var out = new FileOutputStream(fifo.toFile())) {
            out.write(1);
        }
    }
}
