/** The chapter's CPU job: Fibonacci numbers by addition. {@link dev.weft.cli.fib.Fibonacci} is the way in. */
@NullMarked
package dev.weft.cli.fib;

import org.jspecify.annotations.NullMarked;
