package dev.weft.process.internal.classes;

import dev.weft.Job;

/** A class that is on the class path of everybody, and that a loader has another one of. */
public final class Shadowed {

    private Shadowed() {}

    /** Returns a job that says where its class is from. */
    static Job<Object> job() {
        return () -> "of the class path";
    }
}
