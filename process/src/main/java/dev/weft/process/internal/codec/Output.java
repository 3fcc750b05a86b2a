package dev.weft.process.internal.codec;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects bytes in chunks: a small message in one array that grows, a big one in many that are never copied. One thread. */
final class Output extends OutputStream {
    private static final int FIRST = 128;

    private final int chunkSize;
    private final List<byte[]> full = new ArrayList<>();
    private long fullSize;
    private byte[] last = new byte[FIRST];
    private int position;

    Output(int chunkSize) {
        this.chunkSize = chunkSize;
    }

    @Override
    public void write(int b) {
        if (position == last.length) {
            grow();
        }
        last[position++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            if (position == last.length) {
                grow();
            }
            int count = Math.min(end - from, last.length - position);
            System.arraycopy(bytes, from, last, position, count);
            position += count;
            from += count;
        }
    }

    private void grow() {
        if (last.length < chunkSize) {
            last = Arrays.copyOf(last, Math.min(2 * last.length, chunkSize));
        } else {
            finishLast();
            last = new byte[chunkSize];
        }
    }

    private void finishLast() {
        if (position > 0) {
            full.add(position == last.length ? last : Arrays.copyOf(last, position));
            fullSize += position;
            position = 0;
        }
    }

    /** Writes a number that is usually small and never negative: seven bits a byte, the lowest first. */
    void writeSize(long number) {
        long rest = number;
        while (rest > 0x7f) {
            write(((int) rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        write((int) rest);
    }

    void writeShort(int number) {
        write(number >> 8);
        write(number);
    }

    void writeInt(int number) {
        writeShort(number >> 16);
        writeShort(number);
    }

    void writeLong(long number) {
        writeInt((int) (number >> 32));
        writeInt((int) number);
    }

    /** Writes a text that is never null; half of a surrogate pair survives too, which no charset would let pass. */
    void writeText(String text) {
        byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
        if (new String(latin1, StandardCharsets.ISO_8859_1).equals(text)) {
            writeSize((long) latin1.length << 1);
            write(latin1, 0, latin1.length);
        } else {
            writeSize((long) text.length() << 1 | 1);
            text.chars().forEach(this::writeShort);
        }
    }

    /** Writes all that {@code other} has; it may not be written to afterwards. */
    void append(Output other) {
        if (!other.full.isEmpty()) {
            finishLast();
            last = new byte[FIRST];
            full.addAll(other.full);
            fullSize += other.fullSize;
        }
        write(other.last, 0, other.position);
    }

    long size() {
        return fullSize + position;
    }

    /** Returns what has been written; nothing may be written afterwards. */
    Chunks chunks() {
        if (full.isEmpty()) {
            return Chunks.of(Arrays.copyOf(last, position));
        }
        finishLast();
        return Chunks.of(full);
    }
}
