package dev.weft.process.internal.codec;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.List;

/** How the leaves of a message are written. Its ordinal stands for it in the bytes. */
enum LeafForm {
    NONE,
    /** One small primitive array. */
    ARRAY,
    /** One array, which is the only raw data. */
    RAW,
    STREAM,
    /** Behind the leaves come the static variables that interactive code reads. */
    STREAM_AND_VARIABLES;

    private static final List<LeafForm> FORMS = List.of(values());

    void write(Output out) {
        out.write(ordinal());
    }

    static LeafForm read(Input in) throws IOException {
        int ordinal = in.readByte();
        if (ordinal >= FORMS.size()) {
            throw new StreamCorruptedException("no form of leaves has number " + ordinal);
        }
        return FORMS.get(ordinal);
    }
}
