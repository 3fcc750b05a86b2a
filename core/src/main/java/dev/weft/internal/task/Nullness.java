package dev.weft.internal.task;

import org.jspecify.annotations.Nullable;

/** Where the null checker cannot follow: a type variable that may stand for a type with null. */
public final class Nullness {

    private Nullness() {}

    /** Returns {@code value} as a {@code T}, which the caller knows to allow null where it is null. */
    @SuppressWarnings("NullAway") // the one place that says so
    public static <T extends @Nullable Object> T asT(@Nullable T value) {
        return value;
    }
}
