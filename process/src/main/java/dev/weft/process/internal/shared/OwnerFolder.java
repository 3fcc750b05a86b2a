package dev.weft.process.internal.shared;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The private folder that this JVM's arrays lie in, such as {@code /dev/shm/weft-shared-4711-1789000000000-123}: readable by
 * this user only, and named after the owner's pid and start time.
 *
 * <p>A lock on a file in it tells that the owner is alive: the system takes the lock away when the owner dies, however that
 * happens. Pid and start time alone would not do, because pids mean nothing across containers that share the folder, and
 * two JVMs may read different start times for the same process after the clock was set.
 *
 * <p>Any thread may call any method.
 */
final class OwnerFolder {
    private static final Logger LOGGER = System.getLogger(OwnerFolder.class.getName());
    private static final String PREFIX = "weft-shared-";
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;
    private final AtomicLong files = new AtomicLong();

    private OwnerFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes and locks a new folder in {@code root}. */
    static OwnerFolder claim(Path root, String owner) throws IOException {
        while (true) {
            Path folder = Files.createTempDirectory(root, PREFIX + owner + "-"); // for this user only
            try {
                FileChannel lock = lock(folder);
                if (lock != null) {
                    return new OwnerFolder(folder, lock);
                }
                // Another JVM has taken it for left behind, and swept it before it was locked.
            } catch (IOException e) {
                deleteAll(folder);
                throw e;
            }
        }
    }

    Path path() {
        return path;
    }

    /** Returns a name for a new file. */
    Path newFile() {
        return path.resolve(Long.toString(files.incrementAndGet()));
    }

    /** Returns the user that this JVM runs as. */
    UserPrincipal user() throws IOException {
        return Files.getOwner(path);
    }

    /** Tells whether somebody has removed the folder, as some systems do when a user logs out. */
    boolean isGone() {
        return Files.notExists(path);
    }

    /** Removes the folder and what is in it. */
    void delete() throws IOException {
        try (lock) {
            deleteAll(path);
        }
    }

    /**
     * Removes from {@code root} the folders whose owners are gone. What cannot be removed is left for the next sweep.
     *
     * @param owner the owner in this JVM, whose folders stay: this JVM would not be refused their locks, and would lose them
     * @param user whose folders to look into; what others put there may be a trap
     */
    static void sweep(Path root, String owner, UserPrincipal user) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!folder.getFileName().toString().startsWith(PREFIX + owner + "-")) {
                    sweepFolder(folder, user);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.log(Level.DEBUG, () -> root + " cannot be swept", e);
        }
    }

    private static void sweepFolder(Path folder, UserPrincipal user) {
        try {
            if (Files.isDirectory(folder, NOFOLLOW_LINKS) && user.equals(Files.getOwner(folder, NOFOLLOW_LINKS))) {
                deleteUnlocked(folder);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.log(Level.DEBUG, () -> folder + " is left for the next sweep", e);
        }
    }

    private static void deleteUnlocked(Path folder) throws IOException {
        try (FileChannel lock = lock(folder)) {
            if (lock != null) {
                deleteAll(folder);
            }
        }
    }

    /** Returns the lock of {@code folder}; null if another JVM has it, or the folder is gone. */
    private static @Nullable FileChannel lock(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, CREATE, WRITE);
        } catch (NoSuchFileException e) {
            return null;
        }
        boolean locked = false;
        try {
            // A sweep may have removed the file between its opening and its locking.
            locked = channel.tryLock() != null && Files.exists(file);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? channel : null;
    }

    private static void deleteAll(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
