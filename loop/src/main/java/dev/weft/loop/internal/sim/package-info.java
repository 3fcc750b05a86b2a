/** Runs coroutines on virtual time, in an order drawn from a seed. */
package dev.weft.loop.internal.sim;
