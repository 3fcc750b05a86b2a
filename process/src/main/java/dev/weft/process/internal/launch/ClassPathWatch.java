package dev.weft.process.internal.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the class path has changed since this JVM started: a worker that starts now finds other classes there than this
 * JVM has, or will find the same name with other content.
 *
 * <p>It can only be told. This JVM does not keep the class files of what it has loaded, so it has nothing else to send; and it may
 * have loaded a class after the change, in which case all is well.
 *
 * <p>Any thread may call any method.
 */
final class ClassPathWatch {
    // A class path may be a folder with everything in it; so many files take some tens of milliseconds.
    private static final int MOST_FILES = 10_000;

    private final String classPath;
    private final FileTime start;
    private final Consumer<String> teller;
    // What was told is not told again, nor looked at.
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Watches {@code classPath}.
     *
     * @param start when this JVM started
     * @param teller takes a sentence for each entry that has changed
     */
    ClassPathWatch(String classPath, FileTime start, Consumer<String> teller) {
        this.classPath = classPath;
        this.start = start;
        this.teller = teller;
    }

    /** Tells of entries that have changed, each once. */
    void look() {
        if (classPath.isEmpty()) {
            return; // no entry, and not one that means the working directory
        }
        Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !told.contains(entry))
                .forEach(this::lookAt);
    }

    private void lookAt(String entry) {
        var changed = changedIn(Path.of(entry));
        if (changed != null && told.add(entry)) {
            teller.accept(
                    "%s has changed since this JVM started: workers that start from now on run what is there now, and this JVM what it has loaded. Start the program again to have both run the same"
                            .formatted(changed));
        }
    }

    /** Returns a jar or class file that has changed; {@code null} if there is none. */
    private @Nullable Path changedIn(Path entry) {
        var search = new Search();
        try {
            Files.walkFileTree(entry, search);
        } catch (IOException _) {
            return null; // a class path may name what is not there
        }
        return search.found;
    }

    private final class Search extends SimpleFileVisitor<Path> {
        private int files;
        private @Nullable Path found;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isCode(file) && attributes.lastModifiedTime().compareTo(start) > 0) {
                found = file;
            }
            return found != null || ++files == MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        private static boolean isCode(Path file) {
            var name = file.toString();
            return name.endsWith(".class") || name.endsWith(".jar");
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
