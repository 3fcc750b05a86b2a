package dev.weft.bench;

import java.util.Locale;

/** What a number counts, and whether more of it is better. */
public enum Unit {
    NANOSECONDS("ns", "%.0f", false),
    MICROSECONDS("µs", "%.2f", false),
    MILLISECONDS("ms", "%.1f", false),
    SECONDS("s", "%.2f", false),
    JOBS_PER_SECOND("jobs/s", "%,.0f", true),
    ITEMS_PER_SECOND("items/s", "%,.0f", true),
    REQUESTS_PER_SECOND("req/s", "%,.0f", true),
    MESSAGES_PER_SECOND("msg/s", "%,.0f", true),
    GIGABYTES_PER_SECOND("GB/s", "%.2f", true),
    FUTURES("futures", "%,.0f", false),
    BYTES("bytes", "%.0f", false),
    MEGABYTES("MB", "%.0f", false);

    private final String symbol;
    private final String format;
    private final boolean moreIsBetter;

    Unit(String symbol, String format, boolean moreIsBetter) {
        this.symbol = symbol;
        this.format = format;
        this.moreIsBetter = moreIsBetter;
    }

    /** Returns how many times better {@code ours} is than {@code peer}: above 1 where ours is better. */
    double advantage(double ours, double peer) {
        return moreIsBetter ? ours / peer : peer / ours;
    }

    String format(double value) {
        return String.format(Locale.ROOT, format, value) + " " + symbol;
    }

    @Override
    public String toString() {
        return symbol;
    }
}
