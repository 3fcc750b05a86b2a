/** Small programs with planted bugs, and the tests that find them. */
package dev.weft.loop.testing.examples;
