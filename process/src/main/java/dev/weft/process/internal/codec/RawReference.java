package dev.weft.process.internal.codec;

import java.io.Serializable;

/** Stands for raw data in a stream of objects. */
record RawReference(int number, boolean readOnly) implements Serializable {}
