package dev.weft.process.internal.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * Reads what an {@link Output} has written. One thread.
 *
 * <p>Nothing is allocated for a length that the rest of the bytes cannot have.
 */
final class Input extends InputStream {
    private final Iterator<byte[]> parts;
    private byte[] part = new byte[0];
    private int position;
    private long remaining;

    Input(Chunks chunks) {
        this.parts = chunks.parts().iterator();
        this.remaining = chunks.size();
    }

    @Override
    public int read() {
        if (remaining == 0) {
            return -1;
        }
        skipReadParts();
        remaining--;
        return part[position++] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (remaining == 0) {
            return -1;
        }
        skipReadParts();
        int count = Math.min(length, part.length - position);
        System.arraycopy(part, position, bytes, offset, count);
        position += count;
        remaining -= count;
        return count;
    }

    private void skipReadParts() {
        while (position == part.length) {
            part = parts.next();
            position = 0;
        }
    }

    long remaining() {
        return remaining;
    }

    int readByte() throws EOFException {
        int b = read();
        if (b < 0) {
            throw new EOFException("the message ends in the middle");
        }
        return b;
    }

    long readSize() throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int b = readByte();
            number |= (long) (b & 0x7f) << shift;
            if (b < 0x80 && number >= 0) {
                return number;
            }
        }
        throw new StreamCorruptedException("a size in the message has more than 63 bits");
    }

    /** Returns the number of definitions, elements, arguments: one that stands for at least this many bytes, or is an index. */
    int readCount() throws IOException {
        long count = readSize();
        if (count > Integer.MAX_VALUE) {
            throw new StreamCorruptedException("a number in the message is out of range: " + count);
        }
        return (int) count;
    }

    /** Returns a size that the rest of the message can have. */
    long readLength() throws IOException {
        long length = readSize();
        if (length > remaining) {
            throw new StreamCorruptedException(
                    "the message claims %d more bytes and has %d".formatted(length, remaining));
        }
        return length;
    }

    int readShort() throws EOFException {
        return readByte() << 8 | readByte();
    }

    int readInt() throws EOFException {
        return readShort() << 16 | readShort();
    }

    long readLong() throws EOFException {
        return ((long) readInt() << 32) | (readInt() & 0xffff_ffffL);
    }

    byte[] readBytes(int count) throws IOException {
        if (count > remaining) {
            throw new EOFException("the message claims %d more bytes and has %d".formatted(count, remaining));
        }
        return readNBytes(count);
    }

    String readText() throws IOException {
        long header = readSize();
        long length = header >>> 1;
        boolean latin1 = (header & 1) == 0;
        if (length > Integer.MAX_VALUE || (latin1 ? length : 2 * length) > remaining) {
            throw new EOFException(
                    "the message claims a text of %d characters and has %d bytes".formatted(length, remaining));
        }
        if (latin1) {
            return new String(readNBytes((int) length), StandardCharsets.ISO_8859_1);
        }
        char[] chars = new char[(int) length];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) readShort();
        }
        return new String(chars);
    }

    /** Returns the next {@code length} bytes as a stream of their own; this one goes on behind them when that is closed. */
    InputStream section(long length) {
        return new Section(length);
    }

    private final class Section extends InputStream {
        // How much is left of this input when the section ends.
        private final long end;

        Section(long length) {
            this.end = remaining - length;
        }

        @Override
        public int read() {
            return remaining == end ? -1 : Input.this.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return remaining == end && length > 0
                    ? -1
                    : Input.this.read(bytes, offset, (int) Math.min(length, remaining - end));
        }

        @Override
        public void close() throws IOException {
            Input.this.skipNBytes(remaining - end);
        }
    }
}
