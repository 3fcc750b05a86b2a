package dev.weft.process;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.weft.process.internal.shared.ElementType;
import dev.weft.process.internal.shared.Mapping;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/** A {@link SharedArray} of {@code long}. */
public final class SharedLongs extends SharedArray {
    @Serial
    private static final long serialVersionUID = 1;

    private static final VarHandle CELLS = JAVA_LONG.arrayElementVarHandle();

    SharedLongs(Mapping mapping) {
        super(ElementType.LONG, mapping);
    }

    private SharedLongs(SharedArray whole, long from, long to) {
        super(whole, from, to);
    }

    @Override
    public SharedLongs slice(long from, long to) {
        return new SharedLongs(this, from, to);
    }

    /**
     * Returns the element at {@code index}.
     *
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if the array is closed
     */
    public long get(long index) {
        long value = cells().getAtIndex(JAVA_LONG, checked(index));
        keep();
        return value;
    }

    /**
     * Sets the element at {@code index}.
     *
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if the array is closed
     */
    public void set(long index, long value) {
        cells().setAtIndex(JAVA_LONG, checked(index), value);
        keep();
    }

    /**
     * Adds {@code delta} to the element at {@code index}, atomically across all JVMs; it wraps around as {@code +} does.
     *
     * @return the element as it was before; with a {@code delta} of 0 that is a volatile read
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if the array is closed
     */
    public long getAndAdd(long index, long delta) {
        long before = (long) CELLS.getAndAdd(cells(), 0L, checked(index), delta);
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
    public boolean compareAndSet(long index, long expected, long value) {
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
    public void copyTo(long index, long[] target, int offset, int count) {
        long from = checked(index, offset, count, target.length);
        MemorySegment.copy(cells(), JAVA_LONG, from, target, offset, count);
        keep();
    }

    /**
     * Copies {@code count} elements of {@code source}, from {@code offset} on, to {@code index} and after.
     *
     * @throws IndexOutOfBoundsException if the elements are not within {@code source}, or not within this array
     * @throws IllegalStateException if the array is closed, before or during the copy
     */
    public void copyFrom(long index, long[] source, int offset, int count) {
        long to = checked(index, offset, count, source.length);
        MemorySegment.copy(source, offset, cells(), JAVA_LONG, to, count);
        keep();
    }

    /**
     * Returns a copy of all elements.
     *
     * @throws IllegalStateException if they are too many for a Java array, or the array is closed
     */
    public long[] toArray() {
        long[] copy = cells().toArray(JAVA_LONG);
        keep();
        return copy;
    }
}
