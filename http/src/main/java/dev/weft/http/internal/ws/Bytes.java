package dev.weft.http.internal.ws;

import java.util.Arrays;

/** Bytes that are put together, up to a limit. */
final class Bytes {
    private static final int FIRST = 512;

    private final int limit;
    private byte[] array = new byte[FIRST];
    private int size;

    Bytes(int limit) {
        this.limit = limit;
    }

    void add(byte[] from, int at, int length) throws Violation {
        ensureFits(length);
        if (array.length - size < length) {
            array = Arrays.copyOf(array, Math.max(size + length, (int) Math.min(limit, 2L * array.length)));
        }
        System.arraycopy(from, at, array, size, length);
        size += length;
    }

    void ensureFits(long more) throws Violation {
        if (more > limit - size) {
            throw new Violation(CloseCodes.TOO_BIG, "message longer than %d bytes".formatted(limit));
        }
    }

    byte[] array() {
        return array;
    }

    int size() {
        return size;
    }

    byte[] copy() {
        return Arrays.copyOf(array, size);
    }

    /** Forgets all; a large array too, so that one long message does not cost its memory for ever. */
    void clear() {
        size = 0;
        if (array.length > 64 * 1024) {
            array = new byte[FIRST];
        }
    }
}
