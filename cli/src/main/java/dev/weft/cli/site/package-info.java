/** A web site to download from, on this machine only. {@link dev.weft.cli.site.Site} is the way in. */
@NullMarked
package dev.weft.cli.site;

import org.jspecify.annotations.NullMarked;
