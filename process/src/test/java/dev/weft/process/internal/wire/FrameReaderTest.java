package dev.weft.process.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    @Test
    void everyFrameArrivesAsItWasSent() throws Exception {
        var frames = Frames.ofEveryType();

        assertThat(Frames.read(Frames.bytes(frames), Integer.MAX_VALUE))
                .isEqualTo(frames.stream().map(Frames::say).toList());
    }

    @Test
    void everyTypeOfFrameIsTried() throws Exception {
        assertThat(Frames.ofEveryType().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Frame.class.getPermittedSubclasses());
    }

    @Test
    void theSameBytesCutAnywhereGiveTheSameFrames() throws Exception {
        var bytes = Frames.bytes(Frames.ofEveryType());
        var whole = Frames.read(bytes, bytes.length);

        for (int size = 1; size < bytes.length; size++) {
            assertThat(Frames.read(bytes, size))
                    .as("in pieces of %d bytes", size)
                    .isEqualTo(whole);
        }
    }

    @Test
    void aFrameThatIsCutOffIsNoFrame() throws Exception {
        var bytes = Frames.bytes(List.of(new Frame.Run(1, "job", null, Frames.message(2))));

        for (int length = 0; length < bytes.length; length++) {
            var reader = new FrameReader();
            assertThat(reader.next(ByteBuffer.wrap(bytes, 0, length))).isNull();
            assertThat(reader.inFrame()).isEqualTo(length > 0);
        }
    }

    @Test
    void anUnknownTypeIsRefused() {
        var bytes = ByteBuffer.allocate(17).put((byte) 99).position(17).flip();

        assertThatThrownBy(() -> new FrameReader().next(bytes))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("no frame is of type 99");
    }

    @Test
    void lengthsThatCannotBeAreRefused() {
        for (long body : new long[] {-2, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> new FrameReader().next(head(1, 0, body, 0)))
                    .isInstanceOf(ProtocolException.class);
        }
        assertThatThrownBy(() -> new FrameReader().next(head(1, -1, -1, 0))).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> new FrameReader().next(head(1, Integer.MAX_VALUE, -1, 0)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("fields of 2147483647 bytes");
        assertThatThrownBy(() -> new FrameReader().next(head(2, 0, 0, Integer.MAX_VALUE)))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void aBodyThatOnlyClaimsToBeBigTakesNoMemory() throws Exception {
        var reader = new FrameReader();

        assertThat(reader.next(head(2, 0, Long.MAX_VALUE / 2, 0))).isNull();
    }

    @Test
    void fieldsThatDoNotFitTheirTypeAreRefused() {
        var tooMany =
                ByteBuffer.allocate(17 + 9).put(head(5, 9, -1, 0)).position(26).flip();
        var tooFew =
                ByteBuffer.allocate(17 + 2).put(head(5, 2, -1, 0)).position(19).flip();

        assertThatThrownBy(() -> new FrameReader().next(tooMany)).hasMessageContaining("4 bytes too many");
        assertThatThrownBy(() -> new FrameReader().next(tooFew)).hasMessageContaining("cannot be read");
    }

    /** Whatever comes, it is a frame or refused: no other exception, no endless loop, no memory for what only a length claims. */
    @Test
    void damagedBytesAreFramesOrRefused() throws Exception {
        // Raw parts are left out: their memory is given to the length that is claimed.
        var original = Frames.bytes(
                Frames.ofEveryType().stream().filter(frame -> !hasRaws(frame)).toList());
        var random = new Random(42);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            var bytes = original.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                Frames.read(bytes, 1 + random.nextInt(bytes.length));
            } catch (ProtocolException e) {
                assertThat(e).hasMessageNotContaining("null");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static boolean hasRaws(Frame frame) {
        var message = FrameFormat.messageOf(frame);
        return message != null && !message.raws().isEmpty();
    }

    private static ByteBuffer head(int type, int fields, long body, int raws) {
        return ByteBuffer.allocate(17)
                .put((byte) type)
                .putInt(fields)
                .putLong(body)
                .putInt(raws)
                .flip();
    }
}
