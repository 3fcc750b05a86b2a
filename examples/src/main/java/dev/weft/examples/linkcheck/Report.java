package dev.weft.examples.linkcheck;

import java.net.URI;
import java.util.List;

/**
 * What a crawl has found by now.
 *
 * @param start where it began
 * @param over whether it is through
 * @param links those that are checked, in the order of their answers
 */
record Report(URI start, boolean over, List<CheckedLink> links) {

    List<CheckedLink> broken() {
        return links.stream().filter(CheckedLink::broken).toList();
    }
}
