package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathWatchTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final List<String> told = new ArrayList<>();

    @TempDir
    Path folder;

    private ClassPathWatch watch;

    @BeforeEach
    void watch() throws IOException {
        write("app.jar", START.minusSeconds(1));
        write("classes/app/Job.class", START.minusSeconds(1));
        watch = new ClassPathWatch(
                String.join(File.pathSeparator, path("app.jar"), path("classes"), path("missing")),
                FileTime.from(START),
                told::add);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, Instant time) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    @Test
    void whatWasThereBeforeTheStartIsNotTold() throws Exception {
        write("classes/app/Other.class", START);

        watch.look();

        assertThat(told).isEmpty();
    }

    @Test
    void aReplacedJarIsToldOnceWithWhatItMeans() throws Exception {
        write("app.jar", START.plusMillis(1));

        watch.look();
        watch.look();

        assertThat(told)
                .containsExactly(path("app.jar")
                        + " has changed since this JVM started: workers that start from now on run what is there"
                        + " now, and this JVM what it has loaded. Start the program again to have both run the same");
    }

    @Test
    void aClassFileThatWasCompiledAgainIsNamed() throws Exception {
        write("classes/app/Job.class", START.plusSeconds(1));

        watch.look();

        assertThat(told).singleElement().asString().startsWith(path("classes/app/Job.class") + " has changed");
    }

    @Test
    void filesThatAreNoCodeMayChange() throws Exception {
        write("classes/app/data.txt", START.plusSeconds(1));

        watch.look();

        assertThat(told).isEmpty();
    }
}
