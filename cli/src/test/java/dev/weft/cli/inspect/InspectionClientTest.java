package dev.weft.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.ThreadPool;
import dev.weft.internal.watch.InspectionAddress;
import dev.weft.testkit.Observed;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks a process that is no JVM, at whose socket the test answers. */
class InspectionClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(150);

    private Process process;
    private Path socket;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        // The first pool makes the folder.
        ThreadPool.open().close();
        Observed.until("the socket of inspections", () -> System.getProperty("dev.weft.inspect.socket") != null);
        process = new ProcessBuilder("cat").start();
        socket = InspectionAddress.of(process.pid());
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        process.destroy();
    }

    private void answer(byte[] bytes) {
        Thread.ofPlatform().daemon().start(() -> {
            try (var client = server.accept()) {
                client.write(ByteBuffer.wrap(bytes));
            } catch (IOException _) {
                // The test has ended.
            }
        });
    }

    @Test
    void aProcessWithASocketCanBeAskedAndThisOneIsNotListed() throws Exception {
        assertThat(InspectionClient.processes())
                .contains(process.pid())
                .doesNotContain(ProcessHandle.current().pid())
                .isSorted();
    }

    @Test
    void anAnswerWithoutPoolsIsEmpty() throws Exception {
        answer(new byte[] {0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0});

        assertThat(InspectionClient.ask(process.pid(), PATIENCE).pools()).isEmpty();
    }

    @Test
    void aProcessThatHangsUpEarlyIsSaidInWords() {
        answer(new byte[] {0, 0, 0, 2, 0, 0});

        assertThatThrownBy(() -> InspectionClient.ask(process.pid(), PATIENCE))
                .isInstanceOf(IOException.class)
                .hasMessage("process %d hung up before it had answered at %s", process.pid(), socket);
    }

    @Test
    void anotherVersionIsSaidInWords() {
        answer(new byte[] {0, 0, 0, 9});

        assertThatThrownBy(() -> InspectionClient.ask(process.pid(), PATIENCE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("inspection version 9", "use the same release of Weft");
    }

    @Test
    void aProcessThatSaysNothingIsNotWaitedForForEver() {
        assertThatThrownBy(() -> InspectionClient.ask(process.pid(), SHORT))
                .isInstanceOf(IOException.class)
                .hasMessage("process %d did not answer at %s within 0.15 s: it may be stopped", process.pid(), socket);
    }

    @Test
    void aSocketWhereNobodyListensIsSaidInWords() throws IOException {
        server.close();

        assertThatThrownBy(() -> InspectionClient.ask(process.pid(), PATIENCE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("process %d did not answer at %s: ", process.pid(), socket);
    }
}
