package dev.weft.process.internal.classes;

/** What the parent says when a worker asks for a class. */
public sealed interface ClassAnswer {

    /** The loader that was asked defines the class, from these bytes. */
    record Here(byte[] classFile) implements ClassAnswer {}

    /** The loader that was asked leaves it to the one with this number. */
    record Elsewhere(int loader) implements ClassAnswer {}

    /** The class cannot be had, and why. */
    record Missing(String reason) implements ClassAnswer {}
}
