/** Has the JDK's timed waits pass virtual time in simulations. */
@NullMarked
package dev.weft.loop.agent;

import org.jspecify.annotations.NullMarked;
