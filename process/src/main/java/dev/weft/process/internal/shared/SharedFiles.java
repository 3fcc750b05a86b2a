package dev.weft.process.internal.shared;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Makes the files that shared arrays lie in, on the first of some file systems that has room; at first use it removes what
 * owners that are gone have left behind there.
 *
 * <p>Any thread may call any method.
 */
public final class SharedFiles {
    private final List<Path> roots;
    private final ToLongFunction<Path> usableBytes;
    private final String owner;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock, which is held while a folder is made: whoever comes meanwhile needs the same folder.
    private final Map<Path, OwnerFolder> folders = new LinkedHashMap<>();

    /**
     * Uses {@code roots} in this order.
     *
     * @param usableBytes how many bytes this JVM may still write in a root
     * @param owner what names this JVM among all that share the roots
     */
    public SharedFiles(List<Path> roots, ToLongFunction<Path> usableBytes, String owner) {
        this.roots = List.copyOf(roots);
        this.usableBytes = usableBytes;
        this.owner = owner;
    }

    /** Returns the files of this JVM: in memory where there is room, else in the folder for temporary files. */
    public static SharedFiles ofThisJvm() {
        return OfThisJvm.FILES;
    }

    /**
     * Makes a file of {@code bytes} bytes, all of them there, and maps it.
     *
     * @param what what is made, for the message
     * @throws UncheckedIOException if there is no room, or the thread is interrupted
     */
    public Mapping make(String what, long bytes, Content content) {
        List<String> refusals = new ArrayList<>();
        List<IOException> failures = new ArrayList<>();
        for (Path root : roots) {
            try {
                Path file = folder(root).newFile();
                long usable = usableBytes.applyAsLong(root);
                if (bytes <= usable) {
                    return Mappings.remember(make(file, bytes, content));
                }
                refusals.add("%s has %d bytes free".formatted(root, usable));
            } catch (ClosedByInterruptException e) {
                throw new UncheckedIOException("interrupted while making a " + what, e);
            } catch (IOException e) {
                refusals.add("%s failed with %s".formatted(root, e));
                failures.add(e);
            }
        }
        var cause = new FileSystemException(null, null, String.join(", ", refusals));
        failures.forEach(cause::addSuppressed);
        throw new UncheckedIOException(
                "no room for a %s of %d bytes: %s".formatted(what, bytes, cause.getReason()), cause);
    }

    /** Removes all files and folders made here; what is mapped can be used on. */
    public void delete() {
        lock.lock();
        try {
            for (OwnerFolder folder : folders.values()) {
                folder.delete();
            }
            folders.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("shared arrays were left behind: " + e, e);
        } finally {
            lock.unlock();
        }
    }

    private OwnerFolder folder(Path root) throws IOException {
        lock.lock();
        try {
            OwnerFolder folder = folders.get(root);
            if (folder == null || folder.isGone()) {
                boolean first = folders.isEmpty();
                folder = OwnerFolder.claim(root, owner);
                folders.put(root, folder);
                OwnFolders.made(folder.path());
                if (first) {
                    sweep(folder.user());
                }
            }
            return folder;
        } finally {
            lock.unlock();
        }
    }

    private void sweep(UserPrincipal user) {
        for (Path root : roots) {
            OwnerFolder.sweep(root, owner, user);
        }
    }

    private static Mapping make(Path file, long bytes, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE)) {
            content.writeTo(channel, bytes);
            return Mapping.own(file, channel);
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Made at first use, as few JVMs need it. */
    private static final class OfThisJvm {
        static final SharedFiles FILES = new SharedFiles(
                Stream.of("/dev/shm", System.getProperty("java.io.tmpdir"))
                        .map(root -> Path.of(root).toAbsolutePath())
                        .filter(Files::isDirectory)
                        .toList(),
                root -> root.toFile().getUsableSpace(),
                owner(ProcessHandle.current()));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(FILES::delete, "weft-shared-array-exit"));
        }

        private static String owner(ProcessHandle process) {
            Instant start = process.info().startInstant().orElse(Instant.EPOCH);
            return process.pid() + "-" + start.toEpochMilli();
        }
    }
}
