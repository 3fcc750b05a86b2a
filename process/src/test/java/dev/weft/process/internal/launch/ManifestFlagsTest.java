package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFlagsTest {
    @TempDir
    Path folder;

    private String jar(Map<String, String> attributes) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        var jar = folder.resolve("an app.jar");
        try (var out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar.toString();
    }

    @Test
    void whatTheManifestOpensIsOpenedByFlags() throws IOException {
        var jar = jar(Map.of(
                "Add-Opens", "java.base/java.lang  java.base/java.util",
                "Add-Exports", "java.base/sun.nio.ch",
                "Enable-Native-Access", "ALL-UNNAMED"));

        assertThat(ManifestFlags.of(jar, jar + " fetch -d here"))
                .containsExactly(
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void aManifestThatOpensNothingGivesNoFlags() throws IOException {
        var jar = jar(Map.of("Main-Class", "app.Main"));

        assertThat(ManifestFlags.of(jar, jar)).isEmpty();
    }

    @Test
    void theManifestDoesNotCountForAMainClassOnTheClassPath() throws IOException {
        var jar = jar(Map.of("Add-Opens", "java.base/java.lang"));

        assertThat(ManifestFlags.of(jar, "app.Main " + jar)).isEmpty();
        assertThat(ManifestFlags.of(jar + ":other.jar", "app.Main")).isEmpty();
        assertThat(ManifestFlags.of("", "jshell")).isEmpty();
    }
}
