package dev.weft.loop;

/** Tells which platform thread carries a virtual one. */
final class Carrier {
    private Carrier() {}

    /** Returns the name of the platform thread that carries the calling thread, which is a virtual one. */
    static String name() {
        var words = Thread.currentThread().toString(); // VirtualThread[#31,name]/runnable@carrier
        return words.substring(words.lastIndexOf('@') + 1);
    }
}
