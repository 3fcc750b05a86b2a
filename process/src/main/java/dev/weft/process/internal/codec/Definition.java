package dev.weft.process.internal.codec;

import java.io.IOException;
import java.io.StreamCorruptedException;

/** What the sender has said once, as the receiver keeps it. */
sealed interface Definition permits ClassDescriptor, CallSite {

    /** What is defined. Its ordinal is the first byte. */
    enum Kind {
        CLASS,
        CALL_SITE;

        void write(Output out) {
            out.write(ordinal());
        }
    }

    /** Returns the definition in {@code bytes}. */
    static Definition read(byte[] bytes) throws IOException {
        var in = new Input(Chunks.of(bytes));
        int kind = in.readByte();
        if (kind == Kind.CLASS.ordinal()) {
            return ClassDescriptor.read(in);
        }
        if (kind == Kind.CALL_SITE.ordinal()) {
            return CallSite.read(in);
        }
        throw new StreamCorruptedException("no definition is of kind " + kind);
    }
}
