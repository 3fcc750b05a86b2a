package dev.weft.process.internal.shared;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What a new array holds at first. */
@FunctionalInterface
public interface Content {
    /** Nothing but zeros. */
    Content ZEROS = (chunk, offset) -> {};

    /** How much is written at once: fits into a processor's cache, and is large against the cost of a call. */
    int CHUNK_BYTES = 1 << 20;

    /** Puts the bytes from {@code offset} on into {@code chunk}, which is full of zeros if nothing was ever put there. */
    void put(MemorySegment chunk, long offset);

    /** Returns the content of {@code source}, which is as long as the new array. */
    static Content of(MemorySegment source) {
        return (chunk, offset) -> chunk.copyFrom(source.asSlice(offset, chunk.byteSize()));
    }

    /**
     * Writes {@code bytes} bytes of this content to {@code file}. Written, and not stored through a mapping, because a file
     * system that is full refuses a write with an error, where a store would fault.
     */
    default void writeTo(FileChannel file, long bytes) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment chunk = arena.allocate(Math.min(CHUNK_BYTES, bytes));
            for (long done = 0; done < bytes; done += CHUNK_BYTES) {
                MemorySegment part = chunk.asSlice(0, Math.min(CHUNK_BYTES, bytes - done));
                put(part, done);
                ByteBuffer unwritten = part.asByteBuffer();
                while (unwritten.hasRemaining()) {
                    file.write(unwritten);
                }
            }
        }
    }
}
