package dev.weft.http.internal.tcp;

import java.util.Arrays;

/** Bytes in their order: added at the end, taken at the front. Used by one thread at a time. */
final class ByteQueue {
    private static final int FIRST = 4 * 1024;
    // An array that has grown over this is let go once it is empty.
    private static final int MOST_KEPT = 64 * 1024;

    private byte[] array = new byte[0];
    private int from;
    private int to;
    // No separator begins before this one, so that what has been looked at is not looked at again.
    private int searched;

    /** Fills a part of an array, or takes it. */
    interface Source {
        void into(byte[] array, int at, int length);
    }

    int size() {
        return to - from;
    }

    boolean isEmpty() {
        return from == to;
    }

    void add(byte[] bytes, int at, int length) {
        add(length, (into, offset, count) -> System.arraycopy(bytes, at, into, offset, count));
    }

    void add(int length, Source source) {
        makeRoom(length);
        source.into(array, to, length);
        to += length;
    }

    private void makeRoom(int length) {
        if (array.length - to >= length) {
            return;
        }
        int size = size();
        var target = array;
        if (array.length - size < length) {
            target = new byte
                    [Math.max(Math.max(FIRST, Math.addExact(size, length)), Math.min(2 * array.length, 1 << 30))];
        }
        System.arraycopy(array, from, target, 0, size);
        array = target;
        searched = Math.max(0, searched - from);
        from = 0;
        to = size;
    }

    /** Takes up to {@code most} bytes into an array, and returns how many. */
    int take(byte[] into, int at, int most) {
        int count = Math.min(most, size());
        System.arraycopy(array, from, into, at, count);
        skip(count);
        return count;
    }

    /** Takes {@code count} bytes, which are there. */
    byte[] take(int count) {
        var taken = Arrays.copyOfRange(array, from, from + count);
        skip(count);
        return taken;
    }

    /** Hands all bytes to {@code target}, and forgets them. */
    void drainTo(Source target) {
        target.into(array, from, size());
        skip(size());
    }

    private void skip(int count) {
        from += count;
        searched = Math.max(searched, from);
        if (from == to) {
            clear();
        }
    }

    void clear() {
        from = 0;
        to = 0;
        searched = 0;
        if (array.length > MOST_KEPT) {
            array = new byte[0];
        }
    }

    /**
     * Looks for {@code separator}, and returns how many bytes there are up to its end; -1 without. What was looked at in vain is
     * not looked at again, so it is asked for the same one until it is found.
     */
    int indexAfter(byte[] separator) {
        int last = to - separator.length;
        int at = Math.max(from, searched);
        while (at <= last) {
            if (array[at] == separator[0] && matches(separator, at)) {
                return at - from + separator.length;
            }
            at++;
        }
        searched = Math.max(from, last + 1);
        return -1;
    }

    private boolean matches(byte[] separator, int at) {
        for (int i = 1; i < separator.length; i++) {
            if (array[at + i] != separator[i]) {
                return false;
            }
        }
        return true;
    }

    /** Has the next search look at everything: it is for another separator. */
    void searchAnew() {
        searched = from;
    }
}
