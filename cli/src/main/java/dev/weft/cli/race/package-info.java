/** Two jobs on one counter: what goes wrong without a guard, and what guards cost. {@link dev.weft.cli.race.Race} is the way in. */
@NullMarked
package dev.weft.cli.race;

import org.jspecify.annotations.NullMarked;
