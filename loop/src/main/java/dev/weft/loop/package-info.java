/** Coroutines on one thread: the pool for very many waits, without data races between them. */
package dev.weft.loop;
