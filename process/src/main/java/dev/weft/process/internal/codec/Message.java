package dev.weft.process.internal.codec;

import java.util.List;

/**
 * One object as bytes for another JVM.
 *
 * @param definitions how many of the sender's definitions the reader must have been given first
 * @param body the bytes
 * @param raws big arrays and memory segments that belong to the object, to be sent after the body straight from memory
 */
public record Message(int definitions, Chunks body, List<Raw> raws) {
    /** Tells whether it is null, a boxed primitive or a string, so that reading it runs no code of a user. */
    public boolean isScalar() {
        var bytes = body.parts().getFirst();
        return bytes.length > 1 && bytes[0] == LeafForm.NONE.ordinal() && bytes[1] <= Tag.TEXT.ordinal();
    }
}
