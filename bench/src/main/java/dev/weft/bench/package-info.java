/** Measures Weft beside its peers, in one run and in turns. */
@NullMarked
package dev.weft.bench;

import org.jspecify.annotations.NullMarked;
