package dev.weft.process.internal.codec;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * A big primitive array, or a memory segment, that is sent as it lies in memory instead of through a stream of objects.
 *
 * <p>Both ends run on one machine, so the byte order is the machine's own. The sender reads {@link #memory()} and the
 * receiver, who made this by {@link #allocate}, fills it; an array is not copied in between, so what the sender's program
 * writes into it before it has left is sent too.
 */
public final class Raw {
    /** What the bytes are. Its ordinal stands for it on the wire. */
    public enum Kind {
        BYTE(1),
        SHORT(2),
        CHAR(2),
        INT(4),
        LONG(8),
        FLOAT(4),
        DOUBLE(8),
        SEGMENT(1);

        private static final List<Kind> KINDS = List.of(values());

        private final int size;

        Kind(int size) {
            this.size = size;
        }

        /**
         * Returns the kind with this ordinal.
         *
         * @throws IOException if there is none
         */
        public static Kind of(int ordinal) throws IOException {
            if (ordinal < 0 || ordinal >= KINDS.size()) {
                throw new IOException("raw data is of kind 0 to %d, was %d".formatted(KINDS.size() - 1, ordinal));
            }
            return KINDS.get(ordinal);
        }
    }

    // Segments are aligned for the widest element somebody may read from them.
    private static final long SEGMENT_ALIGNMENT = 8;

    private final Kind kind;
    private final Object value;
    private final MemorySegment memory;

    private Raw(Kind kind, Object value, MemorySegment memory) {
        this.kind = kind;
        this.value = value;
        this.memory = memory;
    }

    /** Tells whether {@code value} is an array whose memory can be sent as it is; a {@code boolean[]} offers no view of its own. */
    static boolean isRaw(Object value) {
        return value instanceof byte[]
                || value instanceof short[]
                || value instanceof char[]
                || value instanceof int[]
                || value instanceof long[]
                || value instanceof float[]
                || value instanceof double[];
    }

    /** Returns {@code array}, one for which {@link #isRaw} holds, without a copy. */
    static Raw of(Object array) {
        return switch (array) {
            case byte[] a -> new Raw(Kind.BYTE, a, MemorySegment.ofArray(a));
            case short[] a -> new Raw(Kind.SHORT, a, MemorySegment.ofArray(a));
            case char[] a -> new Raw(Kind.CHAR, a, MemorySegment.ofArray(a));
            case int[] a -> new Raw(Kind.INT, a, MemorySegment.ofArray(a));
            case long[] a -> new Raw(Kind.LONG, a, MemorySegment.ofArray(a));
            case float[] a -> new Raw(Kind.FLOAT, a, MemorySegment.ofArray(a));
            case double[] a -> new Raw(Kind.DOUBLE, a, MemorySegment.ofArray(a));
            default ->
                throw new IllegalArgumentException(
                        "not a raw array: " + array.getClass().getTypeName());
        };
    }

    /**
     * Returns {@code segment}, copied unless it lies in an array: other memory may be closed, or belong to one thread, by the
     * time it is sent, and half a message would be the end of the connection.
     */
    static Raw of(MemorySegment segment) {
        if (segment.heapBase().isPresent()) {
            return new Raw(Kind.SEGMENT, segment, segment);
        }
        MemorySegment copy =
                Arena.ofAuto().allocate(segment.byteSize(), SEGMENT_ALIGNMENT).copyFrom(segment);
        return new Raw(Kind.SEGMENT, copy, copy);
    }

    /**
     * Returns room for {@code bytes} bytes that are about to arrive.
     *
     * @throws IOException if no array has that size, or there is no room for it
     */
    public static Raw allocate(Kind kind, long bytes) throws IOException {
        long elements = bytes / kind.size;
        if (bytes < 0 || bytes % kind.size != 0 || (kind != Kind.SEGMENT && elements > Integer.MAX_VALUE)) {
            throw new IOException("raw data of kind %s cannot have %d bytes".formatted(kind, bytes));
        }
        try {
            return allocate(kind, bytes, (int) elements);
        } catch (OutOfMemoryError e) {
            throw new IOException("no room for raw data of %d bytes: %s".formatted(bytes, e.getMessage()), e);
        }
    }

    private static Raw allocate(Kind kind, long bytes, int elements) {
        return switch (kind) {
            case BYTE -> of(new byte[elements]);
            case SHORT -> of(new short[elements]);
            case CHAR -> of(new char[elements]);
            case INT -> of(new int[elements]);
            case LONG -> of(new long[elements]);
            case FLOAT -> of(new float[elements]);
            case DOUBLE -> of(new double[elements]);
            case SEGMENT -> {
                MemorySegment segment = Arena.ofAuto().allocate(bytes, SEGMENT_ALIGNMENT);
                yield new Raw(kind, segment, segment);
            }
        };
    }

    /** Returns what the bytes are. */
    public Kind kind() {
        return kind;
    }

    /** Returns how many bytes there are. */
    public long size() {
        return memory.byteSize();
    }

    /** Returns the memory itself, to read from or to fill. */
    public MemorySegment memory() {
        return memory;
    }

    /** Returns the array of a kind whose bytes are {@code bytes}. */
    static Object of(Kind kind, byte[] bytes) throws IOException {
        var array = allocate(kind, bytes.length);
        array.memory.copyFrom(MemorySegment.ofArray(bytes));
        return array.value;
    }

    /** Writes the bytes of an array that is small. */
    void copyTo(Output out) {
        byte[] bytes = memory.toArray(ValueLayout.JAVA_BYTE);
        out.write(bytes, 0, bytes.length);
    }

    /** Returns the array or the segment. */
    Object value() {
        return value;
    }
}
