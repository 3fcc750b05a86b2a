package dev.weft.process.internal.shared;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The mappings of this JVM by file, so that an array that arrives with each of a thousand jobs is mapped once, and one that
 * comes back to its maker is the one it was.
 *
 * <p>Any thread may call any method.
 */
public final class Mappings {
    private static final ConcurrentHashMap<Path, WeakReference<Mapping>> KNOWN = new ConcurrentHashMap<>();

    private Mappings() {}

    /**
     * Returns the mapping of {@code file}, which is made if there is none.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file: its maker has closed it
     */
    public static Mapping of(Path file) throws IOException {
        Mapping known = open(KNOWN.get(file));
        return known == null ? remember(Mapping.foreign(file)) : known;
    }

    /** Returns {@code fresh}, or what another thread has remembered for the same file meanwhile. */
    static Mapping remember(Mapping fresh) {
        releaseClosed(); // those of unreachable mappings would otherwise pile up
        var reference = new WeakReference<>(fresh);
        Mapping kept = open(KNOWN.merge(fresh.file(), reference, (old, young) -> open(old) == null ? young : old));
        if (kept == null || kept == fresh) {
            return fresh;
        }
        fresh.close();
        return kept;
    }

    /**
     * Closes the mappings of files whose maker has closed them, so that their memory goes back to the system. A worker calls
     * it between jobs: its garbage collector may not run for a long time, and does not know how much hangs on a mapping.
     */
    public static void releaseClosed() {
        KNOWN.values().removeIf(reference -> {
            Mapping mapping = open(reference);
            return mapping == null || (!mapping.isOwn() && Files.notExists(mapping.file()) && tryClose(mapping));
        });
    }

    private static boolean tryClose(Mapping mapping) {
        try {
            mapping.close();
            return true;
        } catch (IllegalStateException e) {
            return false; // an I/O operation uses it: the next call closes it
        }
    }

    private static @Nullable Mapping open(@Nullable WeakReference<Mapping> reference) {
        Mapping mapping = reference == null ? null : reference.get();
        return mapping == null || mapping.isClosed() ? null : mapping;
    }
}
