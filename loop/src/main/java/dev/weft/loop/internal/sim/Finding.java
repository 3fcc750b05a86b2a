package dev.weft.loop.internal.sim;

import org.jspecify.annotations.Nullable;

/**
 * Why a simulation fails.
 *
 * @param what in words, perhaps on several lines
 * @param cause what was thrown, if anything was
 */
public record Finding(String what, @Nullable Throwable cause) {
    Finding(String what) {
        this(what, null);
    }
}
