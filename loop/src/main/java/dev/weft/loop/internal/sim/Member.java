package dev.weft.loop.internal.sim;

import dev.weft.loop.internal.Coroutine;

/**
 * A coroutine of a simulation.
 *
 * @param number counts them in the order of their start, from 1
 */
record Member(int number, Coroutine coroutine) {

    Thread thread() {
        return coroutine.thread();
    }

    @Override
    public String toString() {
        return "#%d '%s'".formatted(number, coroutine.name());
    }
}
