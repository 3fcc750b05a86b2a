package dev.weft.process.internal.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SharedFilesTest {
    @TempDir
    private Path small;

    @TempDir
    private Path large;

    @Test
    void usesTheFirstRootThatHasRoom() {
        SharedFiles files = files("1-1");

        Mapping few = files.make("shared byte[1000]", 1_000, Content.ZEROS);
        Mapping many = files.make("shared byte[1001]", 1_001, Content.ZEROS);

        assertThat(few.file()).startsWith(small).hasSize(1_000);
        assertThat(many.file()).startsWith(large).hasSize(1_001);
    }

    @Test
    void saysWhatWasAskedAndWhatIsFree() {
        assertThatThrownBy(() -> files("1-1").make("shared int[1000000]", 4_000_000, Content.ZEROS))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "no room for a shared int[1000000] of 4000000 bytes: %s has 1000 bytes free, %s has 1000000 bytes free",
                        small, large);
    }

    @Test
    void passesOverARootThatIsNotThere() {
        var files = new SharedFiles(List.of(small.resolve("missing"), large), _ -> 1_000, "1-1");

        assertThat(files.make("shared byte[1]", 1, Content.ZEROS).file()).startsWith(large);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsOthersOut() throws IOException {
        Path file = files("1-1").make("shared byte[1]", 1, Content.ZEROS).file();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aWriteThatFailsIsAnErrorAndLeavesNoFile() throws Exception {
        String first = small.toString();
        String second = large.toString();

        // A limit of 64 KiB for files, in blocks of 512 bytes, stands in for a file system that is fuller than it says.
        try (Peer limited = Peer.startUnder("sh", "-c", "ulimit -f 128; exec \"$@\"", "sh")) {
            assertThatThrownBy(() -> limited.call(
                            () -> new SharedFiles(List.of(Path.of(first), Path.of(second)), _ -> Long.MAX_VALUE, "1-1")
                                    .make("shared byte[100000]", 100_000, Content.ZEROS)
                                    .isOwn()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith(
                            "no room for a shared byte[100000] of 100000 bytes: " + first + " failed with")
                    .hasMessageContaining(second + " failed with");
        }

        assertThat(arrays(small)).isEmpty();
        assertThat(arrays(large)).isEmpty();
    }

    @Test
    void anInterruptedThreadIsToldSo() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> files("1-1").make("shared byte[1]", 1, Content.ZEROS))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("interrupted while making a shared byte[1]")
                    .hasCauseInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(arrays(small)).isEmpty();
    }

    @Test
    void closingRemovesTheFile() {
        Mapping mapping = files("1-1").make("shared byte[1]", 1, Content.ZEROS);

        mapping.close();

        assertThat(mapping.file()).doesNotExist();
    }

    @Test
    void whatIsUnreachableIsRemoved() {
        SharedFiles files = files("1-1");
        Mapping kept = files.make("shared byte[1]", 1, Content.ZEROS);
        Path dropped = files.make("shared byte[1]", 1, Content.ZEROS).file();

        while (Files.exists(dropped)) {
            System.gc();
            Thread.onSpinWait();
        }

        assertThat(kept.isClosed()).isFalse();
    }

    @Test
    void deletingLeavesNothingBehind() {
        SharedFiles files = files("1-1");
        files.make("shared byte[1]", 1, Content.ZEROS);
        files.make("shared byte[1001]", 1_001, Content.ZEROS);

        files.delete();

        assertThat(small).isEmptyDirectory();
        assertThat(large).isEmptyDirectory();
    }

    @Test
    void aJvmThatEndsLeavesNothingBehind() throws Exception {
        Path file;
        try (Peer peer = Peer.start()) {
            file = Path.of(peer.call(() -> SharedFiles.ofThisJvm()
                    .make("shared byte[1]", 1, Content.ZEROS)
                    .file()
                    .toString()));
            assertThat(file).exists();
        }

        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void theNextUseSweepsWhatAKilledOwnerLeft() throws Exception {
        try (Peer peer = Peer.start()) {
            Path file = makeIn(peer, 1);
            Path other = makeIn(peer, 1_001);
            files("1-1").make("shared byte[1]", 1, Content.ZEROS);
            assertThat(file).as("while its owner lives").exists();
            peer.kill();

            files("1-1").make("shared byte[1]", 1, Content.ZEROS);

            assertThat(file.getParent()).startsWithRaw(small).doesNotExist();
            assertThat(other.getParent()).startsWithRaw(large).doesNotExist();
        }
    }

    @Test
    void theSweepSparesTheFoldersOfThisJvm() {
        Path file = files("1-1").make("shared byte[1]", 1, Content.ZEROS).file();

        files("1-1").make("shared byte[1]", 1, Content.ZEROS);

        assertThat(file.getParent()).exists();
    }

    @Test
    @SuppressWarnings("serial") // the lambda may call what is private here
    void ownersThatStartTogetherDoNotSweepEachOther() throws Exception {
        String root = large.toString();
        try (Peer peer = Peer.start()) {
            Callable<Integer> there = peer.send(() -> startOften(root, "2-2"));
            int here = startOften(root, "1-1");

            assertThat(here).isEqualTo(100);
            assertThat(there.call()).isEqualTo(100);
        }
    }

    /** Starts 100 owners one after the other, and returns how many of them keep their file. */
    private static int startOften(String root, String owner) {
        int kept = 0;
        for (int i = 0; i < 100; i++) {
            var files = new SharedFiles(List.of(Path.of(root)), _ -> 1, owner);
            kept += Files.exists(files.make("shared byte[1]", 1, Content.ZEROS).file()) ? 1 : 0;
            files.delete();
        }
        return kept;
    }

    @Test
    void aFolderThatOthersRemoveIsMadeAgain() throws IOException {
        SharedFiles files = files("1-1");
        Mapping first = files.make("shared byte[1]", 1, Content.ZEROS);
        first.close();
        Path folder = first.file().resolveSibling("");
        Files.delete(folder.resolve("lock"));
        Files.delete(folder);

        assertThat(files.make("shared byte[1]", 1, Content.ZEROS).file()).exists();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theSweepDoesNotFollowLinks() throws IOException {
        Path document = Files.writeString(large.resolve("document"), "words");
        Path trap = Files.createSymbolicLink(small.resolve("weft-shared-2-2-x"), large);

        files("1-1").make("shared byte[1]", 1, Content.ZEROS);

        assertThat(document).exists();
        assertThat(Files.deleteIfExists(trap)).as("the link is still there").isTrue();
    }

    /** The files of a JVM in two roots, one with 1,000 and one with 1,000,000 bytes free. */
    private SharedFiles files(String owner) {
        return new SharedFiles(List.of(small, large), root -> root.equals(small) ? 1_000 : 1_000_000, owner);
    }

    private Path makeIn(Peer peer, int bytes) throws Exception {
        String first = small.toString();
        String second = large.toString();
        return Path.of(peer.call(() -> new SharedFiles(
                        List.of(Path.of(first), Path.of(second)),
                        root -> root.endsWith(first) ? 1_000 : 1_000_000,
                        "2-2")
                .make("shared byte[%d]".formatted(bytes), bytes, Content.ZEROS)
                .file()
                .toString()));
    }

    private static List<Path> arrays(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> Files.isRegularFile(file) && !file.endsWith("lock"))
                    .toList();
        }
    }
}
