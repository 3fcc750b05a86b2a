package dev.weft.http.internal.server;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that a client asks for.
 *
 * @param first from 0
 * @param last included
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14.2">RFC 9110, section 14.2</a>: several ranges, and what is no
 *     range, may be answered with the whole
 */
record ByteRange(long first, long last) {
    /** All bytes. */
    static final ByteRange WHOLE = new ByteRange(-1, -1);
    /** None that there are. */
    static final ByteRange UNSATISFIABLE = new ByteRange(-2, -2);

    private static final String UNIT = "bytes=";
    private static final int MOST_DIGITS = 18;

    long length() {
        return last - first + 1;
    }

    /** Returns what the header {@code Range} asks for of {@code size} bytes. */
    static ByteRange parse(@Nullable String header, long size) {
        if (header == null || !header.regionMatches(true, 0, UNIT, 0, UNIT.length()) || header.indexOf(',') >= 0) {
            return WHOLE;
        }
        var range = header.substring(UNIT.length()).strip();
        int dash = range.indexOf('-');
        if (dash < 0) {
            return WHOLE;
        }
        long from = number(range.substring(0, dash));
        long to = number(range.substring(dash + 1));
        if (from == INVALID
                || to == INVALID
                || (from == ABSENT && to == ABSENT)
                || (from != ABSENT && to != ABSENT && to < from)) {
            return WHOLE;
        }
        return from == ABSENT ? last(to, size) : from(from, to, size);
    }

    private static ByteRange last(long count, long size) {
        return count == 0 || size == 0 ? UNSATISFIABLE : new ByteRange(Math.max(0, size - count), size - 1);
    }

    private static ByteRange from(long first, long to, long size) {
        if (first >= size) {
            return UNSATISFIABLE;
        }
        return new ByteRange(first, to == ABSENT ? size - 1 : Math.min(to, size - 1));
    }

    private static final long ABSENT = -1;
    private static final long INVALID = -2;

    private static long number(String text) {
        if (text.isEmpty()) {
            return ABSENT;
        }
        boolean digits = text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(text) : INVALID;
    }
}
