package dev.weft.process.internal.shared;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The folders that this JVM's arrays lie in. This JVM removes them when it ends; who watches over it, if it dies, hears of them here.
 *
 * <p>Any thread may call any method.
 */
public final class OwnFolders {
    // Who adds to the one looks at the other after that, so one of the two tells.
    private static final List<Path> FOLDERS = new CopyOnWriteArrayList<>();
    private static final List<Consumer<Path>> LISTENERS = new CopyOnWriteArrayList<>();

    private OwnFolders() {}

    /** Has {@code listener} told of each folder, those that are there included; of one perhaps twice. */
    public static void add(Consumer<Path> listener) {
        LISTENERS.add(listener);
        FOLDERS.forEach(listener);
    }

    /** Has {@code listener} told no more. */
    public static void remove(Consumer<Path> listener) {
        LISTENERS.remove(listener);
    }

    static void made(Path folder) {
        FOLDERS.add(folder);
        LISTENERS.forEach(listener -> listener.accept(folder));
    }
}
