package dev.weft.bench.processes;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * A place in a mapped file for one message, of which one JVM puts in and another takes out: the number of the message, and its
 * bytes.
 *
 * <p>The taker looks again and again: for 20 µs without a pause, and from then on it lets others have its processor between two
 * looks. That is the fastest way there is, and it keeps a processor busy on either side: no pool could wait like that.
 */
final class Mailbox {
    /** How many bytes of a file a mailbox takes. */
    static final int BYTES = 4096;

    private static final VarHandle NUMBER = ValueLayout.JAVA_LONG.varHandle();
    private static final int CONTENT = 64; // on a cache line of its own
    private static final long SPIN_NANOS = 20_000;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final MemorySegment memory;
    private final byte[] content;

    private Mailbox(MemorySegment memory, int contentBytes) {
        this.memory = memory;
        this.content = new byte[contentBytes];
    }

    /** Returns the mailbox at {@code place} in {@code file}, which is made if need be, for messages of so many bytes. */
    static Mailbox at(Path file, int place, int contentBytes) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var memory = channel.map(FileChannel.MapMode.READ_WRITE, (long) place * BYTES, BYTES, Arena.ofAuto());
            return new Mailbox(memory, contentBytes);
        }
    }

    void put(long number) {
        MemorySegment.copy(content, 0, memory, ValueLayout.JAVA_BYTE, CONTENT, content.length);
        NUMBER.setRelease(memory, 0L, number);
    }

    /** Waits until there is another message than {@code last}, takes it, and returns its number; {@code last} if none comes. */
    @SuppressWarnings("ThreadPriorityCheck") // to wait in any other way would measure that way
    long takeAfter(long last) {
        long start = System.nanoTime();
        long number = (long) NUMBER.getAcquire(memory, 0L);
        while (number == last) {
            long waited = System.nanoTime() - start;
            if (waited > LONGEST_NANOS) {
                return last; // the other is gone
            }
            if (waited < SPIN_NANOS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
            number = (long) NUMBER.getAcquire(memory, 0L);
        }
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, CONTENT, content, 0, content.length);
        return number;
    }
}
