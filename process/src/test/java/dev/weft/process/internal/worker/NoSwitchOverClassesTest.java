package dev.weft.process.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * A switch over classes has the JVM make a class when it is first used, which no start-up cache of JDK 25 keeps. Where a worker's
 * first job comes by, one would double the time to the first result.
 */
class NoSwitchOverClassesTest {
    private static final String MAKER = "java/lang/runtime/SwitchBootstraps";
    private static final List<String> PACKAGES = List.of("worker", "wire", "codec");
    // Not where the first job comes by: what cannot be sent, big arrays, classes to ask for, revoked jobs.
    private static final Set<String> ELSEWHERE =
            Set.of("PartLink.class", "Parts.class", "Raw.class", "Watcher.class", "FrameFormat.class");

    @Test
    void thereIsNoneWhereTheFirstJobComesBy() throws Exception {
        var home = Path.of(WorkerMain.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("dev/weft/process/internal");
        for (var name : PACKAGES) {
            try (var files = Files.list(home.resolve(name))) {
                assertThat(files.filter(NoSwitchOverClassesTest::isOnTheWay).filter(NoSwitchOverClassesTest::hasSwitch))
                        .as("classes with a switch over classes: write instanceof, and see FrameFormat")
                        .isEmpty();
            }
        }
    }

    private static boolean isOnTheWay(Path file) {
        return !ELSEWHERE.contains(file.getFileName().toString());
    }

    private static boolean hasSwitch(Path file) {
        try {
            ClassModel model = ClassFile.of().parse(file);
            return StreamSupport.stream(model.constantPool().spliterator(), false)
                    .anyMatch(NoSwitchOverClassesTest::isMaker);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    private static boolean isMaker(PoolEntry entry) {
        return entry instanceof ClassEntry type && type.name().equalsString(MAKER);
    }
}
