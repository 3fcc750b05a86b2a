package dev.weft.process.internal.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Null, boxed primitives and strings: what needs neither a class nor an identity. */
final class Scalars {
    private Scalars() {}

    /** Writes {@code value} if it is a scalar, and tells whether it was. */
    static boolean tryWrite(@Nullable Object value, Output out) {
        switch (value) {
            case null -> Tag.NULL.write(out);
            case String text -> {
                Tag.TEXT.write(out);
                out.writeText(text);
            }
            case Integer number -> {
                Tag.INTEGER.write(out);
                out.writeInt(number);
            }
            case Long number -> {
                Tag.LONG.write(out);
                out.writeLong(number);
            }
            case Double number -> {
                Tag.DOUBLE.write(out);
                out.writeLong(Double.doubleToRawLongBits(number));
            }
            case Boolean fact -> (fact ? Tag.TRUE : Tag.FALSE).write(out);
            case Byte number -> {
                Tag.BYTE.write(out);
                out.write(number);
            }
            case Short number -> {
                Tag.SHORT.write(out);
                out.writeShort(number);
            }
            case Character character -> {
                Tag.CHARACTER.write(out);
                out.writeShort(character);
            }
            case Float number -> {
                Tag.FLOAT.write(out);
                out.writeInt(Float.floatToRawIntBits(number));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Returns the scalar whose tag has been read. */
    static @Nullable Object read(Tag tag, Input in) throws IOException {
        return switch (tag) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case BYTE -> (byte) in.readByte();
            case SHORT -> (short) in.readShort();
            case CHARACTER -> (char) in.readShort();
            case INTEGER -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> Float.intBitsToFloat(in.readInt());
            case DOUBLE -> Double.longBitsToDouble(in.readLong());
            case TEXT -> in.readText();
            case LAMBDA, OWN_RECORD, LIST, LEAF, FAILURE ->
                throw new IllegalArgumentException("not the tag of a scalar: " + tag);
        };
    }
}
