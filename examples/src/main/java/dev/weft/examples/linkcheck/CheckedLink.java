package dev.weft.examples.linkcheck;

import java.net.URI;
import java.util.List;

/**
 * A link and what became of it.
 *
 * @param uri where it leads
 * @param foundOn the pages that have it, in the order in which they were read
 * @param outcome a status such as {@code 200}, or in words why there was none
 * @param broken whether its pages should be mended
 * @param millis how long the answer took, in milliseconds
 */
record CheckedLink(URI uri, List<URI> foundOn, String outcome, boolean broken, long millis) {}
