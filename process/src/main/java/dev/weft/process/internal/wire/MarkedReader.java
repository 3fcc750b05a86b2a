package dev.weft.process.internal.wire;

import java.nio.ByteBuffer;

/**
 * Tells frames from the text that they stand in: each comes right behind a mark, which the text cannot hold by chance. Pure: bytes
 * in, text and frames out, wherever the bytes are cut. Used by one thread.
 *
 * <p>Text that writes into the middle of a frame may spoil it. What comes then is text.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Knuth%E2%80%93Morris%E2%80%93Pratt_algorithm">Knuth, Morris, Pratt</a>, by whom
 *     the mark is found
 */
public final class MarkedReader {

    /** Takes what is found, in order. */
    public interface Receiver {
        /** Takes text. */
        void text(byte[] bytes, int offset, int length);

        /** Takes a frame; {@link Frame.Plain} is the last. */
        void frame(Frame frame);
    }

    private final byte[] mark;
    // For each number of bytes of the mark: how many at their end are its beginning, too.
    private final int[] borders;
    private final Receiver receiver;
    private final FrameReader frames = new FrameReader();

    // How much of the mark has come; all of it means that a frame comes.
    private int matched;
    // Whether there are no more frames. false -> true, never back.
    private boolean plain;

    public MarkedReader(byte[] mark, Receiver receiver) {
        this.mark = mark.clone();
        this.borders = borders(mark);
        this.receiver = receiver;
    }

    private static int[] borders(byte[] mark) {
        var borders = new int[mark.length + 1];
        for (int at = 1, border = 0; at < mark.length; at++) {
            while (border > 0 && mark[at] != mark[border]) {
                border = borders[border];
            }
            border += mark[at] == mark[border] ? 1 : 0;
            borders[at + 1] = border;
        }
        return borders;
    }

    /** Takes the next bytes. */
    public void take(byte[] bytes, int offset, int length) {
        var in = ByteBuffer.wrap(bytes, offset, length);
        while (in.hasRemaining()) {
            if (plain) {
                receiver.text(bytes, in.position(), in.remaining());
                return;
            }
            if (matched == mark.length) {
                frame(in);
            } else {
                text(bytes, in);
            }
        }
    }

    /** Hears that nothing more comes. */
    public void end() {
        if (matched < mark.length) {
            receiver.text(mark, 0, matched);
        }
        matched = 0;
    }

    private void frame(ByteBuffer in) {
        try {
            var frame = frames.next(in);
            if (frame != null) {
                matched = 0;
                plain = frame instanceof Frame.Plain;
                receiver.frame(frame);
            }
        } catch (ProtocolException _) {
            plain = true;
        }
    }

    /** Goes through text, up to the end of the next mark. */
    private void text(byte[] bytes, ByteBuffer in) {
        int from = in.position();
        int carried = matched; // of the mark, these bytes have come before
        while (in.hasRemaining() && matched < mark.length) {
            byte next = in.get();
            while (matched > 0 && next != mark[matched]) {
                int given = Math.min(matched - borders[matched], carried);
                if (given > 0) {
                    receiver.text(mark, 0, given);
                }
                carried -= given;
                matched = borders[matched];
            }
            matched += next == mark[matched] ? 1 : 0;
        }
        int end = in.position() - (matched - carried);
        if (end > from) {
            receiver.text(bytes, from, end - from);
        }
    }
}
