package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Downloads to a disk of 64 kB, which takes the right to mount one. */
class DownloaderDiskTest extends FetchFixture {

    @BeforeEach
    void mountSmallDisk() throws Exception {
        Files.createDirectories(folder());
        Assumptions.assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder().toString()),
                "a small disk cannot be mounted here");
    }

    @AfterEach
    void unmountSmallDisk() throws Exception {
        succeeds("umount", folder().toString());
    }

    @Test
    void aFullDiskFailsInWordsAndLeavesRoom() throws Exception {
        try (RawServer server = RawServer.http(
                client -> client.send(page(client.target().equals("/big") ? "x".repeat(200_000) : "small")))) {
            Path file = folder().resolve(Names.md5(server.url("/big")));

            assertThat(reason(options().withRetries(3), server.url("/big")))
                    .isEqualTo("cannot write %s: No space left on device".formatted(file));
            assertThat(pauses).isEmpty();
            assertThat(fetch(server.url("/small")).path()).hasContent("small");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenToFailsInWordsAndKeepsTheOldFile() throws Exception {
        try (RawServer server = RawServer.answering(page("new"))) {
            Path file = Files.writeString(folder().resolve(Names.md5(server.url("/"))), "old");
            Assumptions.assumeTrue(
                    succeeds("mount", "-o", "remount,ro", folder().toString()),
                    "the disk cannot be made read-only here");

            FetchException failure = catchThrowableOfType(FetchException.class, () -> fetch(server.url("/")));

            assertThat(failure).hasMessage("cannot write %s: Read-only file system".formatted(file));
            assertThat(file).hasContent("old");
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false; // no such command here
        }
    }
}
