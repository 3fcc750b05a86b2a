package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Saves to a disk of 256 kB, which takes the right to mount one. */
@Timeout(60)
final class ClientDiskTest {
    private final Peer peer = Peer.open()
            .on("/big", exchange -> Peer.answer(exchange, 200, new byte[3_000_000]))
            .on("/small", exchange -> Peer.answer(exchange, 200, "small"));
    private final HttpClient client =
            HttpClient.builder().base(peer.uri("/")).limit(1).open();

    @TempDir
    private Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()),
                "a small disk cannot be mounted here");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        peer.close();
        succeeds("umount", disk.toString());
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such command here
        }
    }

    private void assertFull(ThrowingCallable saving, Path file) throws IOException {
        assertThatThrownBy(saving)
                .isInstanceOf(BodyException.class)
                .hasMessage(
                        "GET %s failed while reading the body: '%s' cannot be written: No space left on device; nothing of it is left, see to the disk and the folder"
                                .formatted(peer.uri("/big"), file));
        try (var left = Files.list(disk)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFullDiskLeavesNothingBehindAndTheOnlyPlaceFree() throws IOException {
        var file = disk.resolve("file");

        assertFull(() -> client.get("/big").saveTo(file), file);

        assertThat(client.get("/small").saveTo(file)).isEqualTo(5);
        assertThat(file).hasContent("small");
    }

    @Test
    void onALoopToo() {
        var file = disk.resolve("file");

        assertThat(NetworkLoop.run(() -> {
                    assertFull(() -> client.get("/big").saveTo(file), file);
                    return client.get("/small").saveTo(file);
                }))
                .isEqualTo(5);
    }

    @Test
    void whatWasThereBeforeStays() throws IOException {
        var file = Files.writeString(disk.resolve("file"), "before");

        assertThatThrownBy(() -> client.get("/big").saveTo(file)).isInstanceOf(BodyException.class);

        assertThat(file).hasContent("before");
        try (var left = Files.list(disk)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aDiskThatIsReadOnlyIsSaid() throws Exception {
        assumeTrue(succeeds("mount", "-o", "remount,ro", disk.toString()), "the disk cannot be made read-only here");

        assertThatThrownBy(() -> client.get("/small").saveTo(disk.resolve("file")))
                .isInstanceOf(BodyException.class)
                .hasMessageContaining("cannot be written: ")
                .hasMessageContaining("Read-only file system");
        assertThat(client.get("/small").text()).isEqualTo("small");
    }
}
