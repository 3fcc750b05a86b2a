/**
 * Programs that show one thing each. Nine of them are the notebook's cells, in its order: {@link dev.weft.examples.FutureBasics},
 * {@link dev.weft.examples.Downloads}, {@link dev.weft.examples.TwoCounters}, {@link dev.weft.examples.FibonacciPrograms},
 * {@link dev.weft.examples.WhatCanBeSent}, {@link dev.weft.examples.RandomNumbers}, {@link dev.weft.examples.Coroutines},
 * {@link dev.weft.examples.LoopTasks} and {@link dev.weft.examples.LoopAndBlockingDownloads}.
 */
@NullMarked
package dev.weft.examples;

import org.jspecify.annotations.NullMarked;
