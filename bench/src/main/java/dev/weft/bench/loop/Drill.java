package dev.weft.bench.loop;

import org.jspecify.annotations.Nullable;

/**
 * Something that all do alike.
 *
 * @param question what it is called, and with how many coroutines, as the processes that measure are asked for it
 * @param againstAsyncio how many times better ours is meant to be
 */
record Drill(
        String question,
        @Nullable Double againstAsyncio,
        @Nullable Double againstUvloop) {
    /** Returns so many coroutines that do nothing but yield. */
    static Drill yielding(int coroutines, @Nullable Double againstAsyncio, @Nullable Double againstUvloop) {
        return new Drill("yield " + coroutines, againstAsyncio, againstUvloop);
    }

    /** Returns a coroutine that creates others and awaits them. */
    static Drill creating(double againstAsyncio) {
        return new Drill("create 1", againstAsyncio, null);
    }
}
