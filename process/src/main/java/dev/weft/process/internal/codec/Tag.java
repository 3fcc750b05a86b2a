package dev.weft.process.internal.codec;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.List;

/** What comes next in the tree of a message. Its ordinal stands for it in the bytes. */
enum Tag {
    NULL,
    FALSE,
    TRUE,
    BYTE,
    SHORT,
    CHARACTER,
    INTEGER,
    LONG,
    FLOAT,
    DOUBLE,
    TEXT,
    /** A call site's number and what was captured there. */
    LAMBDA,
    /** The number of a record class of Weft and its components. */
    OWN_RECORD,
    /** A list that only a record of Weft refers to. */
    LIST,
    /** The next of the leaves: what is none of the above. */
    LEAF,
    /** The next of the leaves is a report of a failure. */
    FAILURE;

    private static final List<Tag> TAGS = List.of(values());

    void write(Output out) {
        out.write(ordinal());
    }

    static Tag read(Input in) throws IOException {
        int ordinal = in.readByte();
        if (ordinal >= TAGS.size()) {
            throw new StreamCorruptedException("no tag has number " + ordinal);
        }
        return TAGS.get(ordinal);
    }
}
