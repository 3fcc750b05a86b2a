package dev.weft.process.internal.launch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest of a program's jar says that {@code java} would be told by flags otherwise. It counts for {@code java -jar} only,
 * and so not for a worker, which is told by flags.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/jar/jar.html#main-attributes">JAR File Specification, main attributes</a>
 */
final class ManifestFlags {
    private static final String EVERYBODY = "ALL-UNNAMED";

    private ManifestFlags() {}

    /**
     * Returns the flags; none where the program was not started by {@code java -jar}.
     *
     * @param classPath its class path, the jar
     * @param command its main class or jar, with its arguments, as the JVM keeps it
     */
    static List<String> of(String classPath, String command) {
        var jar = new File(classPath);
        boolean byJar = command.equals(classPath) || command.startsWith(classPath + " ");
        if (!byJar || !jar.isFile()) {
            return List.of();
        }
        try (var opened = new JarFile(jar)) {
            var manifest = opened.getManifest();
            return manifest == null ? List.of() : of(manifest.getMainAttributes());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the manifest of %s, by which this JVM was started".formatted(jar), e);
        }
    }

    private static List<String> of(Attributes attributes) {
        return Stream.of(
                        packages("--add-exports=", attributes.getValue("Add-Exports")),
                        packages("--add-opens=", attributes.getValue("Add-Opens")),
                        nativeAccess(attributes.getValue("Enable-Native-Access")))
                .flatMap(flags -> flags)
                .toList();
    }

    private static Stream<String> packages(String flag, @Nullable String names) {
        return names == null || names.isBlank()
                ? Stream.empty()
                : Stream.of(names.strip().split("\\s+")).map(name -> flag + name + "=" + EVERYBODY);
    }

    private static Stream<String> nativeAccess(@Nullable String whose) {
        return EVERYBODY.equals(whose) ? Stream.of("--enable-native-access=" + whose) : Stream.empty();
    }
}
