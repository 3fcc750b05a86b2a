package dev.weft.process.internal.wire;

import dev.weft.process.internal.codec.Chunks;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.codec.Raw;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes into frames, wherever the bytes are cut. Pure: it reads from buffers only. Used by one thread at a time.
 *
 * <p>It allocates for what has arrived, not for what a length claims, except for raw parts, whose memory is their own.
 */
public final class FrameReader {
    private static final int MOST_FIELD_BYTES = 256 << 20;
    private static final int MOST_RAWS = 1 << 20;
    private static final int PART_BYTES = 1 << 20;

    private enum Step {
        HEAD,
        FIELDS,
        RAW_LIST,
        BODY,
        RAWS
    }

    private Step step = Step.HEAD;
    // What the present step fills.
    private ByteBuffer filling = ByteBuffer.allocate(FrameFormat.HEAD_BYTES);

    // Of the frame that is being read.
    private FrameFormat.Type type = FrameFormat.Type.HELLO;
    private long bodyLeft;
    private int rawCount;
    private byte[] fields = {};
    private final List<byte[]> body = new ArrayList<>();
    private final List<Raw> raws = new ArrayList<>();
    private int raw;
    private long rawDone;

    /**
     * Returns the next frame, or {@code null} if {@code in} does not hold all of it; what there is of it has been taken then.
     *
     * @throws ProtocolException if this cannot be a frame; nothing more can be read
     */
    public @Nullable Frame next(ByteBuffer in) throws ProtocolException {
        while (true) {
            boolean complete = switch (step) {
                case HEAD -> fill(in) && head();
                case FIELDS -> fill(in) && fields();
                case RAW_LIST -> fill(in) && rawList();
                case BODY -> body(in);
                case RAWS -> raws(in);
            };
            if (complete) {
                return frame();
            }
            if (!in.hasRemaining() && !canGoOn()) {
                return null;
            }
        }
    }

    /** Tells whether the present step needs no more bytes: it is about nothing. */
    private boolean canGoOn() {
        return switch (step) {
            case HEAD, FIELDS, RAW_LIST -> !filling.hasRemaining();
            case BODY -> bodyLeft == 0 && !filling.hasRemaining();
            case RAWS -> raw < raws.size() && rawDone == raws.get(raw).size();
        };
    }

    private boolean fill(ByteBuffer in) {
        int bytes = Math.min(in.remaining(), filling.remaining());
        filling.put(filling.position(), in, in.position(), bytes);
        filling.position(filling.position() + bytes);
        in.position(in.position() + bytes);
        return !filling.hasRemaining();
    }

    // Each step says whether the frame is complete, and else goes on to the next.

    private boolean head() throws ProtocolException {
        filling.flip();
        int number = filling.get();
        int fieldBytes = filling.getInt();
        bodyLeft = filling.getLong();
        rawCount = filling.getInt();
        if (number < 0 || number >= FrameFormat.TYPES.size()) {
            throw new ProtocolException("no frame is of type %d".formatted(number));
        }
        type = FrameFormat.TYPES.get(number);
        if (fieldBytes < 0 || fieldBytes > MOST_FIELD_BYTES || bodyLeft < -1 || rawCount < 0 || rawCount > MOST_RAWS) {
            throw new ProtocolException(
                    "a frame of type %s cannot have fields of %d bytes, a body of %d and %d raw parts"
                            .formatted(type, fieldBytes, bodyLeft, rawCount));
        }
        begin(Step.FIELDS, fieldBytes);
        return false;
    }

    private void begin(Step next, int bytes) {
        step = next;
        filling = ByteBuffer.allocate(bytes);
    }

    private boolean fields() {
        fields = filling.array();
        if (bodyLeft == FrameFormat.NO_MESSAGE) {
            return true;
        }
        begin(Step.RAW_LIST, rawCount * FrameFormat.RAW_BYTES);
        return false;
    }

    private boolean rawList() throws ProtocolException {
        filling.flip();
        try {
            while (filling.hasRemaining()) {
                raws.add(Raw.allocate(Raw.Kind.of(filling.get()), filling.getLong()));
            }
        } catch (IOException e) {
            throw new ProtocolException("a frame of type %s: %s".formatted(type, e.getMessage()));
        }
        beginPart();
        step = Step.BODY;
        return false;
    }

    private void beginPart() {
        filling = ByteBuffer.allocate((int) Math.min(bodyLeft, PART_BYTES));
        bodyLeft -= filling.capacity();
    }

    private boolean body(ByteBuffer in) {
        if (!fill(in)) {
            return false;
        }
        body.add(filling.array());
        if (bodyLeft > 0) {
            beginPart();
            return false;
        }
        step = Step.RAWS;
        return raws.isEmpty();
    }

    private boolean raws(ByteBuffer in) {
        var memory = raws.get(raw).memory();
        long bytes = Math.min(in.remaining(), memory.byteSize() - rawDone);
        MemorySegment.copy(MemorySegment.ofBuffer(in), 0, memory, rawDone, bytes);
        in.position(in.position() + (int) bytes);
        rawDone += bytes;
        if (rawDone == memory.byteSize()) {
            raw++;
            rawDone = 0;
        }
        return raw == raws.size();
    }

    private Frame frame() throws ProtocolException {
        boolean hasMessage = !body.isEmpty();
        var message = hasMessage ? new Message(0, Chunks.of(body), List.copyOf(raws)) : null;
        var frame = FrameFormat.frame(type, fields, message);
        body.clear();
        raws.clear();
        raw = 0;
        begin(Step.HEAD, FrameFormat.HEAD_BYTES);
        return frame;
    }

    /** Tells whether a frame has begun that is not complete. */
    public boolean inFrame() {
        return step != Step.HEAD || filling.position() > 0;
    }
}
