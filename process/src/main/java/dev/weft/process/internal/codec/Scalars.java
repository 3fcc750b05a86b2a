package dev.weft.process.internal.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Null, boxed primitives and strings: what needs neither a class nor an identity. */
@SuppressWarnings("IfChainToSwitch") // such a switch would keep a worker's first job waiting: see FrameFormat
final class Scalars {
    private Scalars() {}

    /** Writes {@code value} if it is a scalar, and tells whether it was. */
    static boolean tryWrite(@Nullable Object value, Output out) {
        if (value == null) {
            Tag.NULL.write(out);
        } else if (value instanceof String text) {
            Tag.TEXT.write(out);
            out.writeText(text);
        } else if (value instanceof Boolean fact) {
            (fact ? Tag.TRUE : Tag.FALSE).write(out);
        } else if (value instanceof Character character) {
            Tag.CHARACTER.write(out);
            out.writeShort(character);
        } else {
            return value instanceof Number number && tryWrite(number, out);
        }
        return true;
    }

    private static boolean tryWrite(Number value, Output out) {
        if (value instanceof Integer number) {
            Tag.INTEGER.write(out);
            out.writeInt(number);
        } else if (value instanceof Long number) {
            Tag.LONG.write(out);
            out.writeLong(number);
        } else if (value instanceof Double number) {
            Tag.DOUBLE.write(out);
            out.writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Byte number) {
            Tag.BYTE.write(out);
            out.write(number);
        } else if (value instanceof Short number) {
            Tag.SHORT.write(out);
            out.writeShort(number);
        } else if (value instanceof Float number) {
            Tag.FLOAT.write(out);
            out.writeInt(Float.floatToRawIntBits(number));
        } else {
            return false;
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
