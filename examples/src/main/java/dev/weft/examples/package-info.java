/**
 * Programs that show one thing each. Four of them are the notebook's cells, in its order: {@link dev.weft.examples.FutureBasics},
 * {@link dev.weft.examples.Downloads}, {@link dev.weft.examples.TwoCounters} and {@link dev.weft.examples.FibonacciPrograms}.
 */
@NullMarked
package dev.weft.examples;

import org.jspecify.annotations.NullMarked;
