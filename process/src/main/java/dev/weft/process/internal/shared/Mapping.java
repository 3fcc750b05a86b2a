package dev.weft.process.internal.shared;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file in this JVM's memory, until it is closed or nothing refers to it. What is read and written here is read and written
 * in every other JVM that has mapped the file.
 *
 * <p>Any thread may call any method. Only the JVM that made the file unlinks it; the memory is the system's again once all
 * have let go of it.
 */
public final class Mapping {
    private static final Cleaner CLEANER = Cleaner.create(
            Thread.ofPlatform().daemon().name("weft-shared-array-cleaner").factory());

    private final Path file;
    private final boolean own;
    private final MemorySegment segment;
    private final Arena arena;
    private final Cleaner.Cleanable cleanable;

    @SuppressWarnings("MustBeClosedChecker") // the arena: by close() or the cleaner
    private Mapping(Path file, boolean own, FileChannel channel) throws IOException {
        this.file = file;
        this.own = own;
        this.arena = Arena.ofShared();
        this.segment = map(channel, arena);
        this.cleanable = CLEANER.register(this, new Release(file, own, arena));
    }

    /** Maps the whole of {@code file}, which this JVM has made and will unlink. */
    static Mapping own(Path file, FileChannel channel) throws IOException {
        return new Mapping(file, true, channel);
    }

    /**
     * Maps the whole of a {@code file} that another JVM has made.
     *
     * @throws java.nio.file.NoSuchFileException if the other JVM has closed it
     */
    static Mapping foreign(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            return new Mapping(file, false, channel);
        }
    }

    private static MemorySegment map(FileChannel channel, Arena arena) throws IOException {
        try {
            return channel.map(MapMode.READ_WRITE, 0, channel.size(), arena);
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /** Returns where the file lies. */
    public Path file() {
        return file;
    }

    /** Returns the memory, which is alive as long as this mapping is open and reachable. */
    public MemorySegment segment() {
        return segment;
    }

    /** Tells whether this JVM has made the file. */
    public boolean isOwn() {
        return own;
    }

    /** Tells whether the memory can no longer be used here. */
    boolean isClosed() {
        return !segment.scope().isAlive();
    }

    /**
     * Lets go of the memory, and unlinks the file if this JVM has made it; does nothing if that has happened. Who uses the
     * memory at the same time gets an {@link IllegalStateException}, and nothing worse.
     *
     * @throws IllegalStateException if an I/O operation is reading or filling the memory; it is still open then
     */
    public void close() {
        try {
            arena.close();
        } catch (IllegalStateException e) {
            if (!isClosed()) {
                throw e;
            }
        }
        cleanable.clean(); // runs once, whoever comes first
    }

    /** The end of a mapping: it must not refer to the mapping, which would otherwise never be unreachable. */
    private record Release(Path file, boolean own, Arena arena) implements Runnable {
        @Override
        public void run() {
            try {
                if (arena.scope().isAlive()) {
                    arena.close();
                }
            } finally {
                if (own) {
                    unlink();
                    Closings.tell();
                }
            }
        }

        private void unlink() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException("the file of a shared array cannot be removed: " + e, e);
            }
        }
    }
}
