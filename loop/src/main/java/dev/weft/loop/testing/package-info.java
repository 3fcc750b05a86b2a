/** Runs programs on virtual time, in orders that can be explored and replayed. */
package dev.weft.loop.testing;
