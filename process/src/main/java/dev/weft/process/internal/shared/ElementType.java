package dev.weft.process.internal.shared;

/** What the elements of a shared array are. */
public enum ElementType {
    DOUBLE("double", Double.BYTES),
    LONG("long", Long.BYTES),
    INT("int", Integer.BYTES),
    BYTE("byte", Byte.BYTES);

    private final String word;
    private final int bytes;

    ElementType(String word, int bytes) {
        this.word = word;
        this.bytes = bytes;
    }

    /**
     * Returns how many bytes {@code length} elements take.
     *
     * @throws IllegalArgumentException if {@code length} is negative, or more than can be addressed
     */
    public long bytes(long length) {
        long most = Long.MAX_VALUE / bytes;
        if (length < 0 || length > most) {
            throw new IllegalArgumentException("length must be from 0 to %d, was %d".formatted(most, length));
        }
        return length * bytes;
    }

    /** Returns the name of an array of {@code length} elements, for messages: {@code shared double[1000]}. */
    public String array(long length) {
        return "shared %s[%d]".formatted(word, length);
    }
}
