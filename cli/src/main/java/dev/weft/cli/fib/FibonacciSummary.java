package dev.weft.cli.fib;

import java.io.Serializable;
import java.time.Duration;

/**
 * What there is to tell of a Fibonacci number too long to be read.
 *
 * @param index which number
 * @param digits how many decimal digits it has
 * @param first its first ten digits; all, if it has less
 * @param last its last ten digits; all, if it has less
 * @param time how long it took to compute
 */
public record FibonacciSummary(int index, int digits, String first, String last, Duration time)
        implements Serializable {
    private static final int SHOWN = 10;

    /**
     * Returns the summary of F(index).
     *
     * @param decimal the number's decimal digits
     */
    public static FibonacciSummary of(int index, String decimal, Duration time) {
        int digits = decimal.length();
        int shown = Math.min(digits, SHOWN);
        return new FibonacciSummary(
                index, digits, decimal.substring(0, shown), decimal.substring(digits - shown), time);
    }
}
