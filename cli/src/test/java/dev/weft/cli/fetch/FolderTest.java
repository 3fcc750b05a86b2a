package dev.weft.cli.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
    private static final byte[] HELLO = "hello".getBytes(US_ASCII);

    @TempDir
    Path temporary;

    private Path path;
    private Folder folder;

    @BeforeEach
    void openFolder() {
        path = temporary.resolve("a/b");
        folder = new Folder(path, "mine");
    }

    @Test
    void aFileAppearsUnderItsNameWhenItIsFinished() throws Exception {
        try (PartFile part = folder.begin("name")) {
            part.write(HELLO, 5);
            assertThat(path).isDirectoryContaining("glob:**/.weft-*.part").isDirectoryNotContaining("glob:**/name");

            part.finish();
        }

        assertThat(path.resolve("name")).hasContent("hello");
        assertThat(path).isDirectoryNotContaining("glob:**/.weft-*");
    }

    @Test
    void aFileThatIsNotFinishedVanishes() throws Exception {
        try (PartFile part = folder.begin("name")) {
            part.write(HELLO, 5);
        }

        assertThat(path).isEmptyDirectory();
    }

    @Test
    void closingTheFolderRemovesWhatIsBeingWrittenAndRefusesMore() throws Exception {
        try (PartFile part = folder.begin("name")) {
            part.write(HELLO, 5);

            folder.close();

            assertThat(path).isEmptyDirectory();
            assertThatThrownBy(part::finish).isInstanceOf(FetchException.class);
        }
        assertThatThrownBy(() -> folder.begin("other")).hasMessage("stopped before it was done");
        assertThat(path).isEmptyDirectory();
    }

    @Test
    void sweepingRemovesWhatFoldersOfOtherJvmsHaveLeftAndNothingElse() throws Exception {
        Folder other = new Folder(path, "mine-2");
        Folder stranger = new Folder(path, "his");
        try (PartFile left = other.begin("name");
                PartFile kept = stranger.begin("name")) {
            left.write(HELLO, 5);

            folder.sweep();

            kept.finish();
            assertThat(path).isDirectoryContaining("glob:**/name").isDirectoryNotContaining("glob:**/.weft-*");
        }
    }

    @Test
    void aPartFileIsNeverWrittenThroughALink() throws Exception {
        Path outside = Files.writeString(temporary.resolve("outside"), "untouched");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), outside);

        assertThatThrownBy(() -> PartFile.create(folder, link, temporary.resolve("name")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(outside).hasContent("untouched");
    }

    @Test
    void aFolderThatIsALinkToOneIsUsed() throws Exception {
        Path real = Files.createDirectory(temporary.resolve("real"));
        Folder linked = new Folder(Files.createSymbolicLink(temporary.resolve("link"), real), "linked");

        try (PartFile part = linked.begin("name")) {
            part.finish();
        }

        assertThat(real.resolve("name")).isEmptyFile();
    }
}
