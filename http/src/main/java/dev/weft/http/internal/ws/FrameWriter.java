package dev.weft.http.internal.ws;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Puts frames together. Used by one thread at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5">RFC 6455, section 5</a>
 */
final class FrameWriter {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int MASK = 0x80;
    private static final int MOST_IN_REASON = 123;

    private final boolean masking;
    // Drawn ahead: each frame takes four bytes that nobody can foresee.
    private final byte[] masks = new byte[256];
    private int nextMask = masks.length;

    /** @param masking whether frames are masked, as a client's are */
    FrameWriter(boolean masking) {
        this.masking = masking;
    }

    byte[] frame(int opcode, boolean last, boolean deflated, byte[] payload, int length) {
        int extended = length < 126 ? 0 : length <= 0xffff ? 2 : 8;
        var frame = new byte[2 + extended + (masking ? 4 : 0) + length];
        var out = ByteBuffer.wrap(frame);
        out.put((byte) (opcode | (last ? FIN : 0) | (deflated ? RSV1 : 0)));
        int flag = masking ? MASK : 0;
        switch (extended) {
            case 0 -> out.put((byte) (flag | length));
            case 2 -> out.put((byte) (flag | 126)).putShort((short) length);
            default -> out.put((byte) (flag | 127)).putLong(length);
        }
        if (masking) {
            putMasked(frame, out.position(), payload, length);
        } else {
            out.put(payload, 0, length);
        }
        return frame;
    }

    private void putMasked(byte[] frame, int at, byte[] payload, int length) {
        if (nextMask == masks.length) {
            RANDOM.nextBytes(masks);
            nextMask = 0;
        }
        int mask = nextMask;
        nextMask += 4;
        System.arraycopy(masks, mask, frame, at, 4);
        for (int i = 0; i < length; i++) {
            frame[at + 4 + i] = (byte) (payload[i] ^ masks[mask + (i & 3)]);
        }
    }

    byte[] control(int opcode, byte[] payload) {
        return frame(opcode, true, false, payload, payload.length);
    }

    byte[] close(int code, String reason) {
        if (code == CloseCodes.NO_CODE) {
            return control(Opcode.CLOSE, new byte[0]);
        }
        var text = reason.getBytes(StandardCharsets.UTF_8);
        return control(
                Opcode.CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    static void ensureReason(String reason) {
        int length = reason.getBytes(StandardCharsets.UTF_8).length;
        if (length > MOST_IN_REASON) {
            throw new IllegalArgumentException(
                    "reason of a close must have at most %d bytes of UTF-8, has %d".formatted(MOST_IN_REASON, length));
        }
    }

    /** Cuts {@code reason} so that it fits into a close. */
    static String fitted(String reason) {
        var bytes = reason.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MOST_IN_REASON
                ? reason
                : new String(Arrays.copyOf(bytes, MOST_IN_REASON - 3), StandardCharsets.UTF_8).replace("\ufffd", "");
    }
}
