package dev.weft.http.internal.ws;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes a peer's bytes apart into messages and control frames: bytes in, events out. Used by one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5">RFC 6455, section 5</a>
 */
final class FrameReader implements AutoCloseable {
    /** Told of what has come. */
    interface Sink {
        void text(String text);

        void binary(byte[] bytes);

        void ping(byte[] payload);

        void pong();

        /** The last event. */
        void close(int code, String reason);

        /** Tells whether reading stops after what was told last, until it is asked for again. */
        boolean isFull();
    }

    private static final int MOST_IN_CONTROL = 125;
    private static final int LENGTH_OF_2 = 126;
    private static final int LENGTH_OF_8 = 127;
    private static final int NONE = -1;

    private final boolean masked;
    private final @Nullable Inflation inflation;
    private final Sink sink;

    private final byte[] head = new byte[14];
    private int headSize;
    private boolean inHead = true;

    // The frame whose payload is being read.
    private int opcode;
    private boolean last;
    private long left;
    private int maskAt;
    private int maskTurn;

    // The message that its frames belong to; NONE between messages.
    private int kind = NONE;
    private boolean deflated;
    private final Bytes message;
    private final Bytes control = new Bytes(MOST_IN_CONTROL);
    private boolean closed;

    /**
     * @param masked whether the peer must mask what it sends (a client) or must not (a server)
     * @param inflation {@code null} if compression was not agreed on
     */
    FrameReader(boolean masked, @Nullable Inflation inflation, int mostBytes, Sink sink) {
        this.masked = masked;
        this.inflation = inflation;
        this.message = new Bytes(mostBytes);
        this.sink = sink;
    }

    /**
     * Reads on.
     *
     * @param bytes are changed: they are unmasked in place
     * @return how many were read; fewer than {@code length} if the sink is full
     * @throws Violation if the peer broke the protocol; nothing may be read after that
     */
    int read(byte[] bytes, int from, int length) throws Violation {
        int at = from;
        int end = from + length;
        while (at < end && !closed && !sink.isFull()) {
            if (inHead) {
                head[headSize++] = bytes[at++];
                if (headSize >= 2 && headSize == headLength()) {
                    beginFrame();
                }
            } else {
                int count = (int) Math.min(left, end - at);
                takePayload(bytes, at, count);
                at += count;
                left -= count;
            }
            if (!inHead && left == 0) {
                endFrame();
            }
        }
        return at - from;
    }

    private int headLength() throws Violation {
        if (headSize == 2) {
            ensureHead(); // before more is waited for
        }
        int length = head[1] & 0x7f;
        int extended = length == LENGTH_OF_2 ? 2 : length == LENGTH_OF_8 ? 8 : 0;
        return 2 + extended + (masked ? 4 : 0);
    }

    private void ensureHead() throws Violation {
        int code = head[0] & 0x0f;
        ensure(Opcode.isKnown(code), "opcode %d".formatted(code));
        ensure((head[0] & 0x30) == 0, "a reserved bit is set");
        boolean compressed = (head[0] & 0x40) != 0;
        ensure(!compressed || (inflation != null && (code == Opcode.TEXT || code == Opcode.BINARY)), "bit RSV1 is set");
        ensure(
                ((head[1] & 0x80) != 0) == masked,
                masked ? "a client's frame is not masked" : "a server's frame is masked");
        if (Opcode.isControl(code)) {
            ensure((head[0] & 0x80) != 0, "a control frame is fragmented");
            ensure((head[1] & 0x7f) <= MOST_IN_CONTROL, "a control frame is longer than 125 bytes");
        } else {
            ensure(
                    (code == Opcode.CONTINUATION) == (kind != NONE),
                    kind == NONE ? "a continuation without a start" : "a new message before the end of the last one");
        }
    }

    private static void ensure(boolean held, String otherwise) throws Violation {
        if (!held) {
            throw new Violation(CloseCodes.PROTOCOL, otherwise);
        }
    }

    private void beginFrame() throws Violation {
        opcode = head[0] & 0x0f;
        last = (head[0] & 0x80) != 0;
        left = lengthOfPayload();
        maskAt = headSize - 4;
        maskTurn = 0;
        inHead = false;
        headSize = 0;
        if (Opcode.isControl(opcode)) {
            return;
        }
        if (opcode != Opcode.CONTINUATION) {
            kind = opcode;
            deflated = (head[0] & 0x40) != 0;
        }
        if (!deflated) {
            message.ensureFits(left);
        }
    }

    private long lengthOfPayload() throws Violation {
        int first = head[1] & 0x7f;
        if (first < LENGTH_OF_2) {
            return first;
        }
        long length = 0;
        int end = first == LENGTH_OF_2 ? 4 : 10;
        for (int i = 2; i < end; i++) {
            length = (length << 8) | (head[i] & 0xff);
        }
        ensure(length >= 0, "a length of more than 63 bits");
        ensure(length > (first == LENGTH_OF_2 ? 125 : 0xffff), "a length in more bytes than it needs");
        return length;
    }

    private void takePayload(byte[] bytes, int at, int count) throws Violation {
        if (masked) {
            for (int i = at; i < at + count; i++) {
                bytes[i] ^= head[maskAt + (maskTurn++ & 3)];
            }
        }
        if (Opcode.isControl(opcode)) {
            control.add(bytes, at, count);
        } else if (deflated && inflation != null) {
            inflation.inflate(bytes, at, count, message);
        } else {
            message.add(bytes, at, count);
        }
    }

    private void endFrame() throws Violation {
        inHead = true;
        if (Opcode.isControl(opcode)) {
            endControl();
            control.clear();
        } else if (last) {
            if (deflated && inflation != null) {
                inflation.endMessage(message);
            }
            boolean text = kind == Opcode.TEXT;
            kind = NONE;
            if (text) {
                sink.text(textOf(message.array(), 0, message.size()));
            } else {
                sink.binary(message.copy());
            }
            message.clear();
        }
    }

    private void endControl() throws Violation {
        switch (opcode) {
            case Opcode.PING -> sink.ping(control.copy());
            case Opcode.PONG -> sink.pong();
            default -> endClose();
        }
    }

    private void endClose() throws Violation {
        int code = CloseCodes.NO_CODE;
        var reason = "";
        int size = control.size();
        if (size > 0) {
            ensure(size > 1, "a close code of one byte");
            code = ByteBuffer.wrap(control.array()).getShort() & 0xffff;
            ensure(CloseCodes.mayTravel(code), "close code %d".formatted(code));
            reason = textOf(control.array(), 2, size - 2);
        }
        closed = true;
        sink.close(code, reason);
    }

    private static String textOf(byte[] bytes, int at, int length) throws Violation {
        var text = new String(bytes, at, length, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) {
            ensureUtf8(bytes, at, length); // it may have been sent so
        }
        return text;
    }

    private static void ensureUtf8(byte[] bytes, int at, int length) throws Violation {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
        } catch (CharacterCodingException e) {
            throw new Violation(CloseCodes.NO_UTF8, "text is no UTF-8: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        if (inflation != null) {
            inflation.close();
        }
    }
}
