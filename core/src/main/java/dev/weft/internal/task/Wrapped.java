package dev.weft.internal.task;

/** A job of ours around something of the user's. */
public interface Wrapped {
    /** Returns what the user gave. */
    Object original();
}
