/** A link checker: an application that crawls a site and serves its own report. {@link dev.weft.examples.linkcheck.LinkChecker} is the way in. */
@NullMarked
package dev.weft.examples.linkcheck;

import org.jspecify.annotations.NullMarked;
