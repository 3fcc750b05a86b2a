package dev.weft.loop.testing;

import java.time.Duration;

/**
 * One turn in a simulation: what ran until it waited, yielded or ended.
 *
 * @param at the virtual time
 * @param number the coroutine's number, in the order of their start from 1; 0 for a timer
 * @param name what the coroutine is called
 */
public record Step(Duration at, int number, String name) {

    @Override
    public String toString() {
        return number == 0 ? name : "#%d '%s'".formatted(number, name);
    }
}
