package dev.weft.cli.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The folder that files are saved into. Knows the part files in it, so that none is left when it closes.
 *
 * <p>Several JVMs may save into the same folder: the names of part files begin with their owner's, so that those of a JVM that was
 * killed can be told from others.
 *
 * <p>Any thread may call any method.
 */
final class Folder implements AutoCloseable {
    /** Why nothing is saved after {@link #close}. */
    static final String STOPPED = "stopped before it was done";

    private final Path path;
    private final String owner;

    // Held while a part file is created or deleted, although that is I/O: a file created after close() would stay for
    // ever.
    private final ReentrantLock lock = new ReentrantLock();

    // Both guarded by lock.
    private final Set<Path> parts = new HashSet<>();
    private boolean closed;

    Folder(Path path, String owner) {
        this.path = path;
        this.owner = owner;
    }

    /** Returns the name of an owner that no other has. */
    static String newOwner() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /**
     * Begins to write the file {@code name}; creates the folder if it is missing.
     *
     * @throws FetchException if that cannot be done, or this folder is closed
     */
    PartFile begin(String name) throws FetchException {
        Path target = path.resolve(name);
        Path part = path.resolve(".weft-" + owner + "-" + newOwner() + ".part");
        lock.lock();
        try {
            if (closed) {
                throw FetchException.lasting(STOPPED);
            }
            PartFile begun = create(part, target);
            parts.add(part);
            return begun;
        } catch (IOException e) {
            throw Reasons.notWritten(target, e);
        } finally {
            lock.unlock();
        }
    }

    // The folder is nearly always there, and looking costs as much as creating a file in it.
    private PartFile create(Path part, Path target) throws IOException {
        try {
            return PartFile.create(this, part, target);
        } catch (FileSystemException e) {
            if (Files.isDirectory(path)) {
                throw e;
            }
            Files.createDirectories(path);
            return PartFile.create(this, part, target);
        }
    }

    /** Notes that a part file has its final name. */
    void forget(Path part) {
        lock.lock();
        try {
            parts.remove(part);
        } finally {
            lock.unlock();
        }
    }

    /** Deletes a part file, if it is still there. */
    void delete(Path part) throws IOException {
        lock.lock();
        try {
            parts.remove(part);
            Files.deleteIfExists(part);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether nothing can be written to this folder any more. */
    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deletes the part files of all owners whose names begin with this one's: what JVMs have left that are gone.
     *
     * @throws UncheckedIOException if that cannot be done
     */
    void sweep() {
        if (Files.notExists(path)) {
            return;
        }
        try (var left = Files.newDirectoryStream(path, ".weft-%s-*.part".formatted(owner))) {
            for (Path part : left) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove a part file in " + path, e);
        }
    }

    /** Deletes every part file; what is being written fails. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove a part file in " + path, e);
        } finally {
            lock.unlock();
        }
    }
}
