package dev.weft.process.internal.codec;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Bytes in a list of arrays: more than one array can hold, and never copied into one.
 *
 * <p>A small message is one array of exactly its size. The arrays are shared, not copied: nobody changes them.
 */
public final class Chunks {
    private final List<byte[]> parts;
    private final long size;

    private Chunks(List<byte[]> parts, long size) {
        this.parts = parts;
        this.size = size;
    }

    /** Returns {@code bytes} as the only part. */
    public static Chunks of(byte[] bytes) {
        return new Chunks(List.of(bytes), bytes.length);
    }

    /** Returns {@code parts}, one after the other. */
    public static Chunks of(List<byte[]> parts) {
        return parts.size() == 1
                ? of(parts.getFirst())
                : new Chunks(
                        List.copyOf(parts),
                        parts.stream().mapToLong(part -> part.length).sum());
    }

    /** Returns the arrays in order. */
    public List<byte[]> parts() {
        return parts;
    }

    /** Returns all bytes in one new array; there must not be more than one can hold. */
    byte[] joined() {
        var all = ByteBuffer.allocate(Math.toIntExact(size));
        parts.forEach(all::put);
        return all.array();
    }

    /** Returns how many bytes there are. */
    public long size() {
        return size;
    }
}
