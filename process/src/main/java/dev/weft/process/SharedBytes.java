package dev.weft.process;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.weft.process.internal.shared.ElementType;
import dev.weft.process.internal.shared.Mapping;
import java.io.Serial;
import java.lang.foreign.MemorySegment;

/** A {@link SharedArray} of {@code byte}. */
public final class SharedBytes extends SharedArray {
    @Serial
    private static final long serialVersionUID = 1;

    SharedBytes(Mapping mapping) {
        super(ElementType.BYTE, mapping);
    }

    private SharedBytes(SharedArray whole, long from, long to) {
        super(whole, from, to);
    }

    @Override
    public SharedBytes slice(long from, long to) {
        return new SharedBytes(this, from, to);
    }

    /**
     * Returns the element at {@code index}.
     *
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if the array is closed
     */
    public byte get(long index) {
        byte value = cells().get(JAVA_BYTE, checked(index));
        keep();
        return value;
    }

    /**
     * Sets the element at {@code index}.
     *
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if the array is closed
     */
    public void set(long index, byte value) {
        cells().set(JAVA_BYTE, checked(index), value);
        keep();
    }

    /**
     * Copies {@code count} elements from {@code index} on into {@code target}, from {@code offset} on.
     *
     * @throws IndexOutOfBoundsException if the elements are not within this array, or not within {@code target}
     * @throws IllegalStateException if the array is closed, before or during the copy
     */
    public void copyTo(long index, byte[] target, int offset, int count) {
        long from = checked(index, offset, count, target.length);
        MemorySegment.copy(cells(), JAVA_BYTE, from, target, offset, count);
        keep();
    }

    /**
     * Copies {@code count} elements of {@code source}, from {@code offset} on, to {@code index} and after.
     *
     * @throws IndexOutOfBoundsException if the elements are not within {@code source}, or not within this array
     * @throws IllegalStateException if the array is closed, before or during the copy
     */
    public void copyFrom(long index, byte[] source, int offset, int count) {
        long to = checked(index, offset, count, source.length);
        MemorySegment.copy(source, offset, cells(), JAVA_BYTE, to, count);
        keep();
    }

    /**
     * Returns a copy of all elements.
     *
     * @throws IllegalStateException if they are too many for a Java array, or the array is closed
     */
    public byte[] toArray() {
        byte[] copy = cells().toArray(JAVA_BYTE);
        keep();
        return copy;
    }
}
