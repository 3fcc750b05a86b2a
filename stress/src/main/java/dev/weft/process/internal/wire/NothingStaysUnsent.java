package dev.weft.process.internal.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/** What two threads send at once leaves whole, or one of them is told to wait for the channel. */
public final class NothingStaysUnsent {

    private NothingStaysUnsent() {}

    /** Two threads that share a channel. */
    abstract static class Senders {
        // Each has a big buffer outside of the heap, so they are used again and again.
        private static final ConcurrentLinkedQueue<Outbound> SPARE = new ConcurrentLinkedQueue<>();

        private final Outbound out;
        private final Channel channel;
        private volatile boolean waits;

        Senders(int firstBytes) {
            var spare = SPARE.poll();
            out = spare == null ? new Outbound() : spare;
            channel = new Channel(firstBytes);
        }

        final void send(int number) {
            out.add(new Frame.Revoked(number));
            flush();
        }

        private void flush() {
            try {
                if (!out.flushTo(channel)) {
                    waits = true;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        final void look(LZ_Result result) {
            result.r2 = waits || !out.hasWork();
            flush();
            result.r1 = channel.frames();
            SPARE.add(out);
        }
    }

    /** Takes little of the first write, and all of each later one; used by one thread at a time. */
    private static final class Channel implements WritableByteChannel {
        private final ByteBuffer taken = ByteBuffer.allocate(64);
        private int most;

        Channel(int firstBytes) {
            most = firstBytes;
        }

        @Override
        public int write(ByteBuffer bytes) {
            int count = Math.min(most, bytes.remaining());
            taken.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            most = Integer.MAX_VALUE;
            return count;
        }

        String frames() {
            var frames = new StringJoiner(" ");
            var reader = new FrameReader();
            taken.flip();
            try {
                for (var frame = reader.next(taken); frame != null; frame = reader.next(taken)) {
                    frames.add(frame instanceof Frame.Revoked(int number) ? "" + number : frame.toString());
                }
            } catch (ProtocolException e) {
                frames.add(e.toString());
            }
            return frames.toString();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** The channel takes everything. */
    @JCStressTest
    @Outcome(id = "1 2, true", expect = Expect.ACCEPTABLE, desc = "Both have left.")
    @Outcome(id = "2 1, true", expect = Expect.ACCEPTABLE, desc = "Both have left.")
    @State
    public static class IntoAnEmptyChannel extends Senders {
        public IntoAnEmptyChannel() {
            super(Integer.MAX_VALUE);
        }

        @Actor
        public void first() {
            send(1);
        }

        @Actor
        public void second() {
            send(2);
        }

        @Arbiter
        public void arbiter(LZ_Result result) {
            look(result);
        }
    }

    /** The channel takes a part of a frame, and then nothing for a moment. */
    @JCStressTest
    @Outcome(id = "1 2, true", expect = Expect.ACCEPTABLE, desc = "Both have left, or will.")
    @Outcome(id = "2 1, true", expect = Expect.ACCEPTABLE, desc = "Both have left, or will.")
    @State
    public static class IntoAFullChannel extends Senders {
        public IntoAFullChannel() {
            super(3);
        }

        @Actor
        public void first() {
            send(1);
        }

        @Actor
        public void second() {
            send(2);
        }

        @Arbiter
        public void arbiter(LZ_Result result) {
            look(result);
        }
    }
}
