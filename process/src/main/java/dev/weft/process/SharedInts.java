package dev.weft.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.weft.process.internal.shared.ElementType;
import dev.weft.process.internal.shared.Mapping;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/** A {@link SharedArray} of {@code int}. */
public final class SharedInts extends SharedArray {
    @Serial
    private static final long serialVersionUID = 1;

    private static final VarHandle CELLS = JAVA_INT.arrayElementVarHandle();

    SharedInts(Mapping mapping) {
        super(ElementType.INT, mapping);
    }

    private SharedInts(SharedArray whole, long from, long to) {
        super(whole, from, to);
    }

    @Override
    public SharedInts slice(long from, long to) {
        return new SharedInts(this, from, to);
    }

    /**
     * Returns the element at {@code index}.
     *
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if the array is closed
     */
    public int get(long index) {
        int value = cells().getAtIndex(JAVA_INT, checked(index));
        keep();
        return value;
    }

    /**
     * Sets the element at {@code index}.
     *
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if the array is closed
     */
    public void set(long index, int value) {
        cells().setAtIndex(JAVA_INT, checked(index), value);
        keep();
    }

    /**
     * Adds {@code delta} to the element at {@code index}, atomically across all JVMs; it wraps around as {@code +} does.
     *
     * @return the element as it was before; with a {@code delta} of 0 that is a volatile read
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if the array is closed
     */
    public int getAndAdd(long index, int delta) {
        int before = (int) CELLS.getAndAdd(cells(), 0L, checked(index), delta);
        keep();
        return before;
    }

    /**
     * Sets the element at {@code index} to {@code value} if it is {@code expected}, atomically across all JVMs.
     *
     * @return whether it was as expected, and so has been set
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if the array is closed
     */
    public boolean compareAndSet(long index, int expected, int value) {
        boolean done = CELLS.compareAndSet(cells(), 0L, checked(index), expected, value);
        keep();
        return done;
    }

    /**
     * Copies {@code count} elements from {@code index} on into {@code target}, from {@code offset} on.
     *
     * @throws IndexOutOfBoundsException if the elements are not within this array, or not within {@code target}
     * @throws IllegalStateException if the array is closed, before or during the copy
     */
    public void copyTo(long index, int[] target, int offset, int count) {
        long from = checked(index, offset, count, target.length);
        MemorySegment.copy(cells(), JAVA_INT, from, target, offset, count);
        keep();
    }

    /**
     * Copies {@code count} elements of {@code source}, from {@code offset} on, to {@code index} and after.
     *
     * @throws IndexOutOfBoundsException if the elements are not within {@code source}, or not within this array
     * @throws IllegalStateException if the array is closed, before or during the copy
     */
    public void copyFrom(long index, int[] source, int offset, int count) {
        long to = checked(index, offset, count, source.length);
        MemorySegment.copy(source, offset, cells(), JAVA_INT, to, count);
        keep();
    }

    /**
     * Returns a copy of all elements.
     *
     * @throws IllegalStateException if they are too many for a Java array, or the array is closed
     */
    public int[] toArray() {
        int[] copy = cells().toArray(JAVA_INT);
        keep();
        return copy;
    }
}
