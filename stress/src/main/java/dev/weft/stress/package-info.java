/**
 * Races that a unit test cannot force. Each test is one: its two actors run at the same time, over and over, and every result
 * that is not declared is a failure.
 *
 * <p>Never more than two actors: jcstress silently leaves out what wants more CPUs than the machine has.
 */
@NullMarked
package dev.weft.stress;

import org.jspecify.annotations.NullMarked;
