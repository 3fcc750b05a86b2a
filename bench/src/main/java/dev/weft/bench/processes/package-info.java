/** Worker JVMs beside those of ojAlgo, Python's processes, and what the system can do. */
@NullMarked
package dev.weft.bench.processes;

import org.jspecify.annotations.NullMarked;
