/** Pools beside the JDK's and Python's. */
@NullMarked
package dev.weft.bench.pools;

import org.jspecify.annotations.NullMarked;
