package dev.weft.internal.batch;

/** How many results are awaited or held at a time; fixed when the iteration begins. Used by one thread. */
final class Window {
    private int size;
    private boolean begun;

    Window(int size) {
        this.size = size;
    }

    void set(int newSize) {
        if (newSize < 1) {
            throw new IllegalArgumentException("window must be at least 1, was " + newSize);
        }
        ensureNotBegun("window");
        size = newSize;
    }

    void ensureNotBegun(String what) {
        if (begun) {
            throw new IllegalStateException("set the %s before iterating: the iteration has begun".formatted(what));
        }
    }

    void begin() {
        begun = true;
    }

    int size() {
        return size;
    }
}
