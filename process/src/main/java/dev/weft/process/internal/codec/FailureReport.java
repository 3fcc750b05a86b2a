package dev.weft.process.internal.codec;

import dev.weft.process.DescribedException;
import dev.weft.process.UnsendableException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception as itself, in bytes, and as a description for a reader that cannot read those.
 *
 * @param original the exception in bytes, or null if it cannot be sent
 * @param definitions how many definitions the bytes need
 * @param reason why it cannot be sent, or null if it can
 */
record FailureReport(
        DescribedException description,
        byte @Nullable [][] original,
        int definitions,
        @Nullable UnsendableException reason)
        implements Serializable {

    static FailureReport of(DescribedException description, Message original) {
        return new FailureReport(
                description, original.body().parts().toArray(byte[][]::new), original.definitions(), null);
    }

    static FailureReport of(DescribedException description, UnsendableException reason) {
        return new FailureReport(description, null, 0, reason);
    }

    /** Returns the exception itself, or its description with the reason as a suppressed exception. */
    Throwable restore(Decoder decoder) {
        if (reason != null || original == null) {
            return describe(reason);
        }
        try {
            var message = new Message(definitions, Chunks.of(List.of(original)), List.of());
            return decoder.decode(message) instanceof Throwable failure ? failure : describe(null);
        } catch (IOException e) {
            return describe(e);
        }
    }

    private Throwable describe(@Nullable Throwable why) {
        if (why != null) {
            description.addSuppressed(why);
        }
        return description;
    }
}
