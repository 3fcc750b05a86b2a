/** Downloads: one URL to one file, whole or not at all. {@link dev.weft.cli.fetch.Downloader} is the way in. */
@NullMarked
package dev.weft.cli.fetch;

import org.jspecify.annotations.NullMarked;
