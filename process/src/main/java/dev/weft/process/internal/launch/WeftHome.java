package dev.weft.process.internal.launch;

import dev.weft.Future;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where Weft's own classes are.
 *
 * @param paths the jars or directories they were loaded from; empty if a worker finds them as named modules, by the flags that it
 *     inherits
 * @param named whether they are named modules of this JVM's first layer
 */
record WeftHome(List<Path> paths, boolean named) {

    /**
     * Finds the classes that a worker with this main class needs.
     *
     * @throws IllegalStateException if they are where another JVM cannot read them, as inside of a jar in a jar
     */
    static WeftHome find(Class<?> main) {
        if (main.getModule().getLayer() == ModuleLayer.boot()) {
            return new WeftHome(List.of(), true);
        }
        return new WeftHome(
                Stream.of(Future.class, WeftHome.class, main)
                        .map(WeftHome::sourceOf)
                        .distinct()
                        .toList(),
                false);
    }

    /**
     * Returns Weft's jars, or an empty list if its classes are elsewhere: in directories, or in a jar of the application's own
     * together with everything else.
     */
    List<Path> ownJars() {
        return paths.size() > 1 && paths.stream().allMatch(Files::isRegularFile) ? paths : List.of();
    }

    private static Path sourceOf(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        var location = source == null ? null : source.getLocation();
        try {
            if (location != null && location.getProtocol().equals("file")) {
                return Path.of(location.toURI());
            }
        } catch (URISyntaxException _) {
            // Said below, with the location.
        }
        throw new IllegalStateException(
                "worker JVMs cannot load %s from %s: put Weft's jars into files of their own, next to the application"
                        .formatted(type.getName(), location));
    }
}
