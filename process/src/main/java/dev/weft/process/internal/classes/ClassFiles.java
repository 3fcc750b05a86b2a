package dev.weft.process.internal.classes;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Class files as their loaders give them. */
final class ClassFiles {
    private ClassFiles() {}

    /** Tells whether {@code loader} gives the class file of {@code name}. */
    static boolean has(ClassLoader loader, String name) {
        try (var in = open(loader, name)) {
            return in != null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns the class file of {@code name}.
     *
     * @throws IOException if {@code loader} does not give it, saying so
     */
    static byte[] read(ClassLoader loader, String name) throws IOException {
        try (var in = open(loader, name)) {
            if (in == null) {
                throw new IOException(missing(loader, name));
            }
            return in.readAllBytes();
        }
    }

    private static @Nullable InputStream open(ClassLoader loader, String name) {
        return loader.getResourceAsStream(name.replace('.', '/') + ".class");
    }

    /** Returns the error for a class whose file cannot be had. */
    static String missing(ClassLoader loader, String name) {
        String called = loader.getName() == null ? "" : " '" + loader.getName() + "'";
        return ("%s cannot be sent to a worker: its loader%s, a %s, does not give its class file;"
                        + " closed, or made in memory? (let getResourceAsStream(\"%s.class\") return it,"
                        + " or put the class on the class path)")
                .formatted(name, called, loader.getClass().getName(), name.replace('.', '/'));
    }
}
