/** A loop's coroutines beside those of Kotlin, Vert.x, Python and the JDK. */
@NullMarked
package dev.weft.bench.loop;

import org.jspecify.annotations.NullMarked;
