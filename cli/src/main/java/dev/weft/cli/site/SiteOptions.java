package dev.weft.cli.site;

import java.time.Duration;
import java.util.Objects;

/**
 * What a site serves, and how. {@link #standard()} and the {@code with} methods make one.
 *
 * @param port where the site listens; 0 for any free port
 * @param pages how many pages there are, numbered from 1
 * @param size how many bytes a page has, unless the request says otherwise
 * @param latency how long a page keeps the client waiting for its first byte, unless the request says otherwise
 */
public record SiteOptions(int port, int pages, int size, Duration latency) {
    /** The largest page: 64 MiB. */
    public static final int MAX_SIZE = 64 << 20;

    /** The longest latency. */
    public static final Duration MAX_LATENCY = Duration.ofMinutes(1);

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PAGES = 100_000;
    private static final SiteOptions STANDARD = new SiteOptions(0, 1_000, 64 << 10, Duration.ofMillis(100));

    /** Checks the values; the messages name the option of the command. */
    public SiteOptions {
        Objects.requireNonNull(latency, "latency");
        ensureInRange("--port", port, 0, MAX_PORT);
        ensureInRange("--pages", pages, 1, MAX_PAGES);
        ensureInRange("--size", size, 0, MAX_SIZE);
        if (latency.isNegative() || latency.compareTo(MAX_LATENCY) > 0) {
            throw new IllegalArgumentException(
                    "--latency must be from 0 to %d s, was %s".formatted(MAX_LATENCY.toSeconds(), latency));
        }
    }

    /** Returns the defaults: any free port, 1,000 pages of 64 KiB, 100 ms latency. */
    public static SiteOptions standard() {
        return STANDARD;
    }

    /** Returns these options with another port. */
    public SiteOptions withPort(int value) {
        return new SiteOptions(value, pages, size, latency);
    }

    /** Returns these options with another number of pages. */
    public SiteOptions withPages(int value) {
        return new SiteOptions(port, value, size, latency);
    }

    /** Returns these options with another size of the pages. */
    public SiteOptions withSize(int value) {
        return new SiteOptions(port, pages, value, latency);
    }

    /** Returns these options with another latency. */
    public SiteOptions withLatency(Duration value) {
        return new SiteOptions(port, pages, size, value);
    }

    private static void ensureInRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s must be from %d to %d, was %d".formatted(option, min, max, value));
        }
    }
}
