package dev.weft.process.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.process.internal.codec.Chunks;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.codec.Raw;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutboundTest {

    /** Takes some bytes at a time, and says how many. */
    private static final class Reluctant implements WritableByteChannel {
        private final int most;
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int writes;

        Reluctant(int most) {
            this.most = most;
        }

        @Override
        public int write(ByteBuffer bytes) {
            writes++;
            int count = Math.min(most, bytes.remaining());
            for (int i = 0; i < count; i++) {
                taken.write(bytes.get());
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void manySmallFramesLeaveInOneWrite() throws Exception {
        var out = new Outbound();
        for (int number = 0; number < 500; number++) {
            out.add(new Frame.Revoked(number));
        }
        var channel = new Reluctant(Integer.MAX_VALUE);

        assertThat(out.sendTo(channel)).isTrue();

        assertThat(channel.writes).isEqualTo(1);
        assertThat(Frames.read(channel.taken.toByteArray(), Integer.MAX_VALUE)).hasSize(500);
    }

    @Test
    void aChannelThatTakesLittleGetsTheSameBytes() throws Exception {
        var frames = Frames.ofEveryType();
        var all = Frames.bytes(frames);

        for (int most = 1; most < 40; most++) {
            var channel = new Reluctant(most);
            Frames.send(frames, channel);
            assertThat(channel.taken.toByteArray()).as("%d at a time", most).isEqualTo(all);
        }
    }

    @Test
    void whatTheChannelDidNotTakeIsStillWork() throws Exception {
        var out = new Outbound();
        out.add(new Frame.Finish());

        assertThat(out.sendTo(new Reluctant(3))).isFalse();

        assertThat(out.hasWork()).isTrue();
        assertThat(out.sendTo(new Reluctant(100))).isTrue();
        assertThat(out.hasWork()).isFalse();
    }

    @Test
    void bigRawPartsLeaveInPiecesAndArriveWhole() throws Exception {
        var raw = Raw.allocate(Raw.Kind.BYTE, 3_000_001);
        new Random(1).nextBytes((byte[]) raw.memory().heapBase().orElseThrow());
        var parts = new ArrayList<byte[]>();
        parts.add(new byte[100_000]);
        parts.add(new byte[200_000]);
        var frame = new Frame.Answer(1, false, 0, new Message(0, Chunks.of(parts), List.of(raw)));
        var channel = new Reluctant(70_000);

        Frames.send(List.of(frame, new Frame.Finish()), channel);

        var reader = new FrameReader();
        var in = ByteBuffer.wrap(channel.taken.toByteArray());
        var answer = (Frame.Answer) Objects.requireNonNull(reader.next(in));
        assertThat(answer.message().raws().getFirst().memory().mismatch(raw.memory()))
                .isEqualTo(-1);
        assertThat(answer.message().body().size()).isEqualTo(300_000);
        assertThat(reader.next(in)).isEqualTo(new Frame.Finish());
    }
}
