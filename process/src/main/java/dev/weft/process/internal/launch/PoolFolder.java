package dev.weft.process.internal.launch;

import dev.weft.internal.watch.InspectionAddress;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The folder of one pool, which only its user can enter: sockets, crash reports, files too long for a command line.
 *
 * <p>It is {@code pool-PID-N} beside the inspection sockets. It is removed by {@link #close}, by the pool's guard when this JVM is
 * gone, or else by the next pool of the same user.
 */
final class PoolFolder implements AutoCloseable {
    // A Unix socket's path has 108 bytes on Linux and 104 on macOS, the last of them 0; its name here needs up to 30.
    private static final int LONGEST = 104 - 1 - 30;
    private static final String PREFIX = "pool-";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Path path;

    private PoolFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes a folder, after removing those of JVMs that are gone.
     *
     * @throws IOException if it cannot be made, or if somebody else could change what is in it
     */
    static PoolFolder open() throws IOException {
        return open(base());
    }

    static PoolFolder open(Path base) throws IOException {
        try {
            Files.createDirectory(base, FileTree.PRIVATE);
        } catch (FileAlreadyExistsException _) {
            // Checked below.
        }
        var made = create(base);
        try {
            ensurePrivate(base, made);
        } catch (IOException e) {
            Files.delete(made);
            throw e;
        }
        sweep(base);
        return new PoolFolder(made);
    }

    Path path() {
        return path;
    }

    /** Removes the folder and what is in it, as far as it is still there. */
    @Override
    public void close() throws IOException {
        FileTree.delete(path);
    }

    private static Path base() {
        var usual = InspectionAddress.folder();
        var longest = usual.resolve(PREFIX + Integer.MAX_VALUE + "-999");
        return longest.toString().length() <= LONGEST
                ? usual
                : Path.of("/tmp", "weft-" + System.getProperty("user.name"));
    }

    private static Path create(Path base) throws IOException {
        while (true) {
            var name = PREFIX + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();
            try {
                return Files.createDirectory(base.resolve(name), FileTree.PRIVATE);
            } catch (FileAlreadyExistsException _) {
                // Left over by a process of the same number, or another copy of this class has made it: take the next.
            }
        }
    }

    // Compares with the owner of what this JVM has just made: a container's user may have a number and no name.
    private static void ensurePrivate(Path base, Path made) throws IOException {
        var owner = Files.getOwner(base, LinkOption.NOFOLLOW_LINKS);
        var rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(base, LinkOption.NOFOLLOW_LINKS));
        if (!owner.equals(Files.getOwner(made)) || !rights.endsWith("------")) {
            throw new IOException("%s must belong to this user alone: it belongs to %s with rights %s"
                    .formatted(base, owner.getName(), rights));
        }
    }

    private static void sweep(Path base) throws IOException {
        try (var folders = Files.newDirectoryStream(base, PREFIX + "*")) {
            for (var folder : folders) {
                if (isLeftOver(folder)) {
                    FileTree.delete(folder);
                }
            }
        }
    }

    private static boolean isLeftOver(Path folder) {
        var parts = folder.getFileName().toString().split("-", -1);
        try {
            return ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
        } catch (NumberFormatException _) {
            return false; // not ours to remove
        }
    }
}
