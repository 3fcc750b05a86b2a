package dev.weft.process.internal.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where start-up caches are kept: {@code weft} in the user's folder of caches.
 *
 * <p>A cache is a file of some 16 MB, that of the {@code weft} command of 40. A folder beside it marks an attempt to make one: by
 * another JVM now, or one that has failed.
 *
 * @param path where caches are
 * @param clock tells how old they are
 */
record CacheFolder(Path path, InstantSource clock) {
    /** How the name of a cache ends. */
    static final String MADE = ".aot";
    /** How the name of an attempt ends. */
    static final String ATTEMPT = ".attempt";

    // Eight are a few versions of Weft and kinds of pools, and hardly more than 200 MB.
    private static final int MOST = 8;
    private static final Duration UNUSED = Duration.ofDays(30);
    private static final Duration FAILED = Duration.ofHours(1);

    private record Entry(Path path, Instant modified) {}

    /**
     * Returns the folder of this user.
     *
     * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG Base Directory Specification</a>
     */
    static CacheFolder ofUser() {
        var xdg = System.getenv("XDG_CACHE_HOME");
        var base = xdg != null && Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".cache");
        return new CacheFolder(base.resolve("weft"), InstantSource.system());
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Makes the folder, or removes what nobody needs from it.
     *
     * @throws IOException if it cannot be made or written to
     */
    void prepare() throws IOException {
        Files.createDirectories(path, FileTree.PRIVATE);
        removeOlderThan(FAILED, entries(ATTEMPT));
        var caches = entries(MADE);
        caches.sort(Comparator.comparing(Entry::modified).reversed());
        removeOlderThan(UNUSED, caches);
        for (var tooMany : caches.subList(Math.min(MOST, caches.size()), caches.size())) {
            FileTree.delete(tooMany.path());
        }
    }

    private void removeOlderThan(Duration age, List<Entry> entries) throws IOException {
        var oldest = now().minus(age);
        for (var entry : entries) {
            if (entry.modified().isBefore(oldest)) {
                FileTree.delete(entry.path());
            }
        }
    }

    private List<Entry> entries(String ending) throws IOException {
        var entries = new ArrayList<Entry>();
        try (var files = Files.newDirectoryStream(path, "*" + ending)) {
            for (var file : files) {
                entries.add(new Entry(file, Files.getLastModifiedTime(file).toInstant()));
            }
        } catch (NoSuchFileException _) {
            // Removed just now by another JVM; what was listed so far will do.
        }
        return entries;
    }
}
