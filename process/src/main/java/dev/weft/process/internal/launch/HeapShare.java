package dev.weft.process.internal.launch;

/**
 * How large the heap of a worker may become when nobody says it.
 *
 * <p>Java's own default, a quarter of the machine <em>per JVM</em>, would let four workers and their parent take more than
 * there is; the kernel then kills one of them at random. So what is left beside this JVM's largest heap is divided among the
 * workers, less what a JVM needs outside of its heap:
 *
 * <pre>(memory - largest heap of this JVM - native room) / workers - native room</pre>
 *
 * <p>Memory is that of the container, where there is a limit. The share is a limit, nothing is set aside: a worker that
 * allocates little stays small. It is at least {@value #FLOOR} bytes, where a JVM can still do something; with more workers
 * than that allows for, the promise ends. It is below 32 GiB, where pointers double in size and more heap holds less.
 * Every pool counts for itself.
 */
final class HeapShare {
    // An idle worker takes 57 MiB in all; classes, compiled code, threads and socket buffers of a busy one about twice
    // that.
    private static final long NATIVE_ROOM = 128L << 20;
    static final long FLOOR = 64L << 20;
    static final long CEILING = 31L << 30;

    private HeapShare() {}

    /** Returns the largest heap of one worker, in bytes. */
    static long bytes(long memoryBytes, long parentHeapBytes, int workers) {
        long share = (memoryBytes - parentHeapBytes - NATIVE_ROOM) / workers - NATIVE_ROOM;
        return Math.clamp(share, FLOOR, CEILING);
    }
}
