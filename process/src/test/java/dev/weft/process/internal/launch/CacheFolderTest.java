package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path temporary;

    private CacheFolder folder;

    @BeforeEach
    void open() {
        folder = new CacheFolder(temporary.resolve("cache/weft"), InstantSource.fixed(NOW));
    }

    @Test
    void itIsMadeWithTheFoldersAbove() throws Exception {
        folder.prepare();

        assertThat(folder.path()).isEmptyDirectory();
    }

    @Test
    void cachesOutOfUseAreRemoved() throws Exception {
        folder.prepare();
        var used = aged("used.aot", Duration.ofDays(29));
        var unused = aged("unused.aot", Duration.ofDays(31));
        var foreign = aged("notes.txt", Duration.ofDays(365));

        folder.prepare();

        assertThat(used).exists();
        assertThat(unused).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void theEightThatWereUsedLastStay() throws Exception {
        folder.prepare();
        for (var hours = 1; hours <= 10; hours++) {
            aged(hours + ".aot", Duration.ofHours(hours));
        }

        folder.prepare();

        assertThat(folder.path().resolve("8.aot")).exists();
        assertThat(folder.path().resolve("9.aot")).doesNotExist();
        assertThat(folder.path().resolve("10.aot")).doesNotExist();
    }

    @Test
    void aFailedAttemptIsForgottenAfterAnHour() throws Exception {
        folder.prepare();
        var recent = aged("recent.attempt", Duration.ofMinutes(59));
        var old = aged("old.attempt", Duration.ofMinutes(61));

        folder.prepare();

        assertThat(recent).exists();
        assertThat(old).doesNotExist();
    }

    private Path aged(String name, Duration age) throws IOException {
        var file = Files.createFile(folder.path().resolve(name));
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }
}
