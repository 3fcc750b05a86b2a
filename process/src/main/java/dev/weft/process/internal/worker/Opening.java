package dev.weft.process.internal.worker;

import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.wire.FrameReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is told by standard input.
 *
 * @param welcome how to call the parent
 * @param first the first job, with what it refers to; or empty
 */
record Opening(Frame.Welcome welcome, List<Frame> first) {

    /** Reads it to the end of the stream; {@code null} means that the parent is gone. */
    static @Nullable Opening read(InputStream in) throws IOException {
        var bytes = ByteBuffer.wrap(in.readAllBytes());
        var reader = new FrameReader();
        if (!(reader.next(bytes) instanceof Frame.Welcome welcome)) {
            return null;
        }
        var first = new ArrayList<Frame>();
        for (var frame = reader.next(bytes); frame != null; frame = reader.next(bytes)) {
            first.add(frame);
        }
        return new Opening(welcome, first);
    }
}
