/**
 * Programs that show one thing each. Six of them are the notebook's cells, in its order: {@link dev.weft.examples.FutureBasics},
 * {@link dev.weft.examples.Downloads}, {@link dev.weft.examples.TwoCounters}, {@link dev.weft.examples.FibonacciPrograms},
 * {@link dev.weft.examples.WhatCanBeSent} and {@link dev.weft.examples.RandomNumbers}.
 */
@NullMarked
package dev.weft.examples;

import org.jspecify.annotations.NullMarked;
