package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolFolderTest {
    @TempDir
    Path temporary;

    @Test
    void onlyItsUserCanEnter() throws Exception {
        var base = temporary.resolve("weft");
        try (var folder = PoolFolder.open(base)) {
            assertThat(rights(folder.path())).isEqualTo("rwx------");
            assertThat(rights(base)).isEqualTo("rwx------");
        }
    }

    @Test
    void closeRemovesItWithWhatIsInIt() throws Exception {
        var folder = PoolFolder.open(temporary.resolve("weft"));
        Files.createDirectories(folder.path().resolve("a/b"));
        Files.writeString(folder.path().resolve("a/b/c"), "left over");

        folder.close();

        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void closingTwiceDoesNoHarm() throws Exception {
        var folder = PoolFolder.open(temporary.resolve("weft"));

        folder.close();
        folder.close();

        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void twoPoolsHaveTwoFolders() throws Exception {
        try (var first = PoolFolder.open(temporary.resolve("weft"));
                var second = PoolFolder.open(temporary.resolve("weft"))) {
            assertThat(first.path()).isNotEqualTo(second.path());
        }
    }

    @Test
    void foldersOfDeadJvmsAreRemovedAndThoseOfLivingOnesAreNot() throws Exception {
        var base = privateFolder("weft");
        var dead = Files.createDirectory(base.resolve("pool-" + Processes.deadPid() + "-1"));
        Files.writeString(dead.resolve("1.sock"), "left over");
        var living = Files.createDirectory(base.resolve("pool-1-1"));
        var foreign = Files.createDirectory(base.resolve("pool-party"));

        try (var mine = PoolFolder.open(base)) {
            assertThat(dead).doesNotExist();
            assertThat(living).exists();
            assertThat(foreign).exists();
            assertThat(mine.path()).exists();
        }
    }

    @Test
    void aBaseThatOthersCanEnterIsRefused() throws Exception {
        var base = privateFolder("weft");
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> PoolFolder.open(base))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must belong to this user alone")
                .hasMessageContaining("rwxrwxrwx");
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void aLinkToSomewhereElseIsRefused() throws Exception {
        var base = Files.createSymbolicLink(temporary.resolve("weft"), privateFolder("elsewhere"));

        assertThatThrownBy(() -> PoolFolder.open(base)).isInstanceOf(IOException.class);
    }

    @Test
    void theUsualOneLeavesRoomForTheNameOfASocket() throws Exception {
        try (var folder = PoolFolder.open()) {
            assertThat(folder.path().toString().length() + "/control-123456789.sock".length())
                    .isLessThan(104);
        }
    }

    private Path privateFolder(String name) throws IOException {
        return Files.createDirectory(temporary.resolve(name), FileTree.PRIVATE);
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
