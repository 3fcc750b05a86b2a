package dev.weft.cli.compare;

import dev.weft.Pool;
import dev.weft.cli.Place;

/** The same jobs for every pool, with results that can be checked. */
public interface Work {
    /** Returns what the jobs are bound by: {@code I/O} or {@code CPU}. */
    String bound();

    /** Returns what the jobs are, in a line. */
    String description();

    /** Returns how many jobs there are. */
    int jobs();

    /** Returns how many of them run at once on {@code place}. */
    int jobsAtOnce(Place place);

    /** Opens {@code place} for these jobs; the caller closes it. */
    Place.Opened open(Place place, int jobsAtOnce);

    /** Runs {@code count} of the jobs on {@code pool}, waits for them, and returns whether every result was right. */
    boolean run(Pool pool, int count);

    /** Returns why {@code place} suits this work, to follow a name. */
    String reasonFor(Place place);
}
