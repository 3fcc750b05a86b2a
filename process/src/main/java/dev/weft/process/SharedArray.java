package dev.weft.process;

import static java.lang.ref.Reference.reachabilityFence;

import dev.weft.process.internal.shared.Content;
import dev.weft.process.internal.shared.ElementType;
import dev.weft.process.internal.shared.Mapping;
import dev.weft.process.internal.shared.Mappings;
import dev.weft.process.internal.shared.SharedFiles;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An array that several JVMs read and write in place: made in one, it is sent to others as a name, however long it is.
 *
 * {@snippet :
 * try (SharedDoubles samples = SharedArray.ofDoubles(1_000_000_000); var pool = ProcessPool.open()) {
 *     List<Future<?>> parts = new ArrayList<>();
 *     for (long from = 0; from < samples.length(); from += 1_000_000) {
 *         SharedDoubles part = samples.slice(from, from + 1_000_000);
 *         parts.add(pool.submit(() -> simulate(part)));
 *     }
 *     Futures.gather(parts).result();
 *     report(samples);
 * }
 * }
 *
 * <p><b>Where it is.</b> In a file of {@code /dev/shm}, which is memory, or of the folder for temporary files
 * ({@code java.io.tmpdir}) where there is no such folder or it has no room: containers often give it 64 MiB
 * ({@code docker run --shm-size}). All of it is written when the array is made, which takes about a second per GB, so that
 * later nothing can run out. It counts as memory of the machine or container, and not as heap of any JVM; more than there is may get
 * processes killed. It is readable by the same user only. The length has no other limit.
 *
 * <p><b>Until when.</b> The JVM that made an array frees it: by {@link #close()}, or when neither the array nor a slice of it
 * is reachable there, or when it ends. Each of those closes the array for all; a JVM that dies without a chance to tidy up
 * is tidied up after by the next that makes an array. So keep an array open until the jobs that use it are done, and make it
 * in the parent: one made by a job goes with the worker. Whoever uses a closed array gets an {@link IllegalStateException};
 * an array that arrives closed fails the job that it came with. A worker may hold on to the memory of a closed array until
 * its next job.
 *
 * <p><b>What is seen when.</b> {@code get}, {@code set} and the copies are plain accesses, as to a Java array, in one JVM and
 * across: what was written before a job was submitted is seen by the job, and what the job wrote is seen once its future is
 * done. Between jobs that run at the same time nothing else is promised; {@code getAndAdd} and {@code compareAndSet} are
 * atomic, and order what is written before and read after them, as volatile accesses do. No lock can stay held by the dead:
 * there is none.
 *
 * <p><b>What it costs.</b> Elements are read and written about as fast as a Java array's. The first touch of each page
 * in each JVM is a page fault, so the first pass over an array is several times slower than the next; a worker keeps its view
 * of an array for the jobs that come with it later.
 *
 * <p>Any thread may call any method.
 *
 * @see <a href="https://docs.python.org/3/library/multiprocessing.shared_memory.html">multiprocessing.shared_memory</a>, from
 *     which we differ: nobody has to unlink, and access after closing is an error, not a crash
 */
public abstract sealed class SharedArray implements AutoCloseable, Serializable
        permits SharedBytes, SharedDoubles, SharedInts, SharedLongs {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient ElementType type;
    private final transient Mapping mapping;
    // The array that was made frees the memory; its slices, and those that arrive, are views of it.
    private final transient boolean view;
    private final transient long first;
    private final transient long length;
    private final transient MemorySegment cells;

    /** The whole of {@code mapping}, which this array frees when it is closed. */
    SharedArray(ElementType type, Mapping mapping) {
        this.type = type;
        this.mapping = mapping;
        this.view = false;
        this.first = 0;
        this.length = mapping.segment().byteSize() / type.bytes(1);
        this.cells = mapping.segment();
    }

    /** The elements of {@code whole} from {@code from} until before {@code to}. */
    SharedArray(SharedArray whole, long from, long to) {
        if (from < 0 || from > to || to > whole.length) {
            throw new IndexOutOfBoundsException("slice from %d to %d is outside %s".formatted(from, to, whole));
        }
        this.type = whole.type;
        this.mapping = whole.mapping;
        this.view = true;
        this.first = whole.first + from;
        this.length = to - from;
        this.cells = whole.cells().asSlice(type.bytes(from), type.bytes(length));
    }

    /**
     * Makes an array of {@code length} times zero.
     *
     * @throws IllegalArgumentException if {@code length} is negative
     * @throws java.io.UncheckedIOException if there is no room; the message says how much was asked and how much is free
     */
    public static SharedDoubles ofDoubles(long length) {
        return new SharedDoubles(make(ElementType.DOUBLE, length, Content.ZEROS));
    }

    /** As {@link #ofDoubles}, of longs. */
    public static SharedLongs ofLongs(long length) {
        return new SharedLongs(make(ElementType.LONG, length, Content.ZEROS));
    }

    /** As {@link #ofDoubles}, of ints. */
    public static SharedInts ofInts(long length) {
        return new SharedInts(make(ElementType.INT, length, Content.ZEROS));
    }

    /** As {@link #ofDoubles}, of bytes. */
    public static SharedBytes ofBytes(long length) {
        return new SharedBytes(make(ElementType.BYTE, length, Content.ZEROS));
    }

    /**
     * Makes an array with the elements of {@code source}.
     *
     * @throws java.io.UncheckedIOException if there is no room; the message says how much was asked and how much is free
     */
    public static SharedDoubles copyOf(double[] source) {
        return new SharedDoubles(make(ElementType.DOUBLE, source.length, Content.of(MemorySegment.ofArray(source))));
    }

    /** As {@link #copyOf(double[])}, of longs. */
    public static SharedLongs copyOf(long[] source) {
        return new SharedLongs(make(ElementType.LONG, source.length, Content.of(MemorySegment.ofArray(source))));
    }

    /** As {@link #copyOf(double[])}, of ints. */
    public static SharedInts copyOf(int[] source) {
        return new SharedInts(make(ElementType.INT, source.length, Content.of(MemorySegment.ofArray(source))));
    }

    /** As {@link #copyOf(double[])}, of bytes. */
    public static SharedBytes copyOf(byte[] source) {
        return new SharedBytes(make(ElementType.BYTE, source.length, Content.of(MemorySegment.ofArray(source))));
    }

    private static Mapping make(ElementType type, long length, Content content) {
        return SharedFiles.ofThisJvm().make(type.array(length), type.bytes(length), content);
    }

    /** Returns the number of elements. */
    public final long length() {
        return length;
    }

    /**
     * Returns the elements from {@code from} until before {@code to} as an array of its own that reads and writes the same
     * memory, so that a job gets its part and cannot touch the rest.
     *
     * @throws IndexOutOfBoundsException if that is not within this array
     * @throws IllegalStateException if the array is closed
     */
    public abstract SharedArray slice(long from, long to);

    /**
     * Returns the memory itself, in the byte order of the machine, for what takes a segment: bulk operations, vectors, I/O. It
     * can be used as long as the array is open, and reachable.
     *
     * @throws IllegalStateException if the array is closed
     */
    public final MemorySegment segment() {
        return cells();
    }

    /**
     * Frees the memory, if this is the array that was made: then whoever uses it, a slice of it, or its segment from now on
     * gets an {@link IllegalStateException}. To close a slice, or an array that came from another JVM, does nothing, as does a
     * second close.
     *
     * @throws IllegalStateException if an I/O operation is reading or filling the memory; the array is still open then
     */
    @Override
    public final void close() {
        if (view) {
            return;
        }
        try {
            mapping.close();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(this + " cannot be closed while an I/O operation uses its segment", e);
        }
    }

    /** Returns what this is, such as {@code shared double[1000]}. */
    @Override
    public final String toString() {
        return type.array(length);
    }

    /** The memory of an open array. The check is one that the access itself makes again, so it costs nothing. */
    final MemorySegment cells() {
        if (!cells.scope().isAlive()) {
            throw new IllegalStateException(this + " is closed");
        }
        return cells;
    }

    /** {@code index}, if there is such an element. */
    final long checked(long index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("index %d is outside %s".formatted(index, this));
        }
        return index;
    }

    /** Where {@code count} elements from {@code index} on begin, in bytes, if they are there and in a Java array, too. */
    final long checked(long index, int offset, int count, int arrayLength) {
        Objects.checkFromIndexSize(offset, count, arrayLength);
        if (index < 0 || index > length - count) {
            throw new IndexOutOfBoundsException(
                    "%d elements from index %d on are outside %s".formatted(count, index, this));
        }
        return type.bytes(index);
    }

    /** Keeps this array from being freed as unreachable while the access before this call goes on. */
    @SuppressWarnings("ReachabilityFenceUsage") // without a finally: an access that throws is over
    final void keep() {
        reachabilityFence(this);
    }

    /** Not private: the subclasses are what is written. */
    @Serial
    Object writeReplace() {
        cells();
        return new Sent(type, mapping.file().toString(), first, length);
    }

    @Serial
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a shared array is sent as its name");
    }

    /** What travels. */
    private record Sent(ElementType type, String file, long first, long length) implements Serializable {

        @Serial
        private Object readResolve() throws InvalidObjectException {
            Mapping mapping = mapping();
            SharedArray whole = switch (type) {
                case DOUBLE -> new SharedDoubles(mapping);
                case LONG -> new SharedLongs(mapping);
                case INT -> new SharedInts(mapping);
                case BYTE -> new SharedBytes(mapping);
            };
            return whole.slice(first, first + length);
        }

        private Mapping mapping() throws InvalidObjectException {
            String what = type.array(length);
            try {
                return Mappings.of(Path.of(file));
            } catch (NoSuchFileException e) {
                throw new InvalidObjectException(
                        "%s is closed: the JVM that made it has closed it, or ended (%s)".formatted(what, file), e);
            } catch (IOException e) {
                throw new InvalidObjectException("%s cannot be reached: %s".formatted(what, e), e);
            }
        }
    }
}
