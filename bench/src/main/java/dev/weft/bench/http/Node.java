package dev.weft.bench.http;

import dev.weft.bench.Rig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Node, with packages that npm puts into a folder of the user's cache, once.
 *
 * @param modules where they are; {@code null} where there is no Node, or the packages cannot be had
 */
record Node(@Nullable Path modules) {
    private static final List<String> PACKAGES = List.of("ws@8.23.0", "undici@7.30.2");

    static Node of(Rig rig) throws InterruptedException {
        if (!Programs.has("node") || !Programs.has("npm")) {
            rig.note("no node or npm found: the rows of ws and undici are left out");
            return new Node(null);
        }
        var folder = folder();
        try {
            if (!Files.isDirectory(folder)) {
                install(folder);
            }
            return new Node(folder.resolve("node_modules"));
        } catch (IOException | IllegalStateException e) {
            rig.note("npm cannot install %s: their rows are left out (%s)".formatted(PACKAGES, e.getMessage()));
            return new Node(null);
        }
    }

    private static Path folder() {
        var cache = System.getenv("XDG_CACHE_HOME");
        var home =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return home.resolve("weft-bench").resolve(String.join("+", PACKAGES));
    }

    /** Installs into a folder beside, which gets its name when all is there. */
    private static void install(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.getParent());
        var beside = Files.createTempDirectory(folder.getParent(), "install");
        var command =
                new ArrayList<>(List.of("npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"));
        command.addAll(List.of("--prefix", beside.toString()));
        command.addAll(PACKAGES);
        Programs.run(command);
        Files.move(beside, folder);
    }

    /** Returns a process that runs the script {@code resource}; none where that is not possible. */
    List<Contender> contenders(String title, Cores cores, String resource) throws IOException {
        if (modules == null) {
            return List.of();
        }
        var command = List.of("env", "NODE_PATH=" + modules, "node", "-e", script(resource));
        return List.of(Contender.measured(title, cores, command));
    }

    private static String script(String resource) throws IOException {
        try (var source = Node.class.getResourceAsStream(resource)) {
            if (source == null) {
                throw new IllegalStateException("no resource %s beside %s".formatted(resource, Node.class));
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
