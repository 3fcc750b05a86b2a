package dev.weft.http.internal.ws;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates what a peer has deflated. Used by one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.2.2">RFC 7692, section 7.2.2</a>
 */
final class Inflation implements AutoCloseable {
    // What a sender leaves out at the end of each message.
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final Inflater inflater = new Inflater(true);
    private final byte[] part = new byte[8 * 1024];
    private final boolean fresh;

    /** @param fresh whether each message starts anew, knowing nothing of those before */
    Inflation(boolean fresh) {
        this.fresh = fresh;
    }

    void inflate(byte[] from, int at, int length, Bytes to) throws Violation {
        inflater.setInput(from, at, length);
        try {
            while (true) {
                int count = inflater.inflate(part);
                to.add(part, 0, count);
                if (inflater.finished()) {
                    restart(from, at + length);
                } else if (count == 0) {
                    return;
                }
            }
        } catch (DataFormatException e) {
            throw new Violation(CloseCodes.NO_UTF8, "message cannot be inflated: " + e.getMessage());
        }
    }

    // A block that says it is the last one is allowed, and something may follow.
    private void restart(byte[] from, int end) {
        int rest = inflater.getRemaining();
        inflater.reset();
        inflater.setInput(from, end - rest, rest);
    }

    void endMessage(Bytes to) throws Violation {
        inflate(TAIL, 0, TAIL.length, to);
        if (fresh) {
            inflater.reset();
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
