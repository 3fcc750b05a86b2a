package dev.weft.loop;

import dev.weft.VoidBlock;

/** Something that waits, or may throw whatever it likes for another reason. */
@FunctionalInterface
interface Wait extends VoidBlock<Exception> {}
