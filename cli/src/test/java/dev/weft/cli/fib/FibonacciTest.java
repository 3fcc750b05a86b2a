package dev.weft.cli.fib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FibonacciTest {
    private static final int LIMB_BITS = 52;
    private static final long LARGEST_LIMB = (1L << LIMB_BITS) - 1;

    @Test
    void everySmallNumberIsExact() throws Exception {
        BigInteger a = BigInteger.ZERO;
        BigInteger b = BigInteger.ONE;
        for (int n = 0; n <= 5_000; n++) {
            assertThat(Fibonacci.number(n)).as("F(%d)", n).isEqualTo(a);

            BigInteger sum = a.add(b);
            a = b;
            b = sum;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10_007, 99_999, 100_000, 123_456, 300_000, 1_000_000})
    void largeNumbersAreExact(int n) throws Exception {
        assertThat(Fibonacci.number(n)).isEqualTo(byDoubling(n)[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 100, 500, 1_000})
    void numbersAroundAFullLimbAreExact(int limbs) throws Exception {
        int first = firstWithMoreBitsThan(LIMB_BITS * limbs);
        for (int n = first - 20; n <= first + 20; n++) {
            assertThat(Fibonacci.number(n)).as("F(%d)", n).isEqualTo(byDoubling(n)[0]);
        }
    }

    @Test
    void aCarryRunsThroughAllLimbsAtTheEnd() {
        long[] number = {0, LARGEST_LIMB, LARGEST_LIMB, LARGEST_LIMB, LARGEST_LIMB + 1, 0};

        assertThat(Fibonacci.toBigInteger(number, 5)).isEqualTo(BigInteger.ONE.shiftLeft(4 * LIMB_BITS));
    }

    @Test
    void movingCarriesKeepsTheNumberAndMakesRoom() {
        long[] number = {0, 7, -1, LARGEST_LIMB, LARGEST_LIMB + 1, -1, 0};
        BigInteger before = value(number, 6);

        Fibonacci.moveCarries(number, 0, 6);

        assertThat(value(number, 6)).isEqualTo(before);
        assertThat(number).containsExactly(0, 7 + 4_095, LARGEST_LIMB, LARGEST_LIMB + 1, 4_095, LARGEST_LIMB, 0);
    }

    @Test
    void sixteenAdditionsFitTheLargestLimbs() {
        long[] a = {LARGEST_LIMB + 4_096};
        long[] b = {LARGEST_LIMB + 4_096};
        BigInteger largest = value(a, 1);

        Fibonacci.addEightTimes(a, b, 0, 1);
        Fibonacci.addEightTimes(a, b, 0, 1);

        assertThat(value(a, 1)).isEqualTo(largest.multiply(BigInteger.valueOf(610 + 987)));
        assertThat(value(b, 1)).isEqualTo(largest.multiply(BigInteger.valueOf(987 + 1_597)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Fibonacci.MAX_INDEX + 1})
    void anIndexOutOfRangeIsRefusedWithTheLimit(int n) {
        assertThatThrownBy(() -> Fibonacci.number(n))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the index of a Fibonacci number must be from 0 to 100000000, was " + n);
    }

    @Test
    void anInterruptEndsTheComputation() throws Exception {
        var longest = new FutureTask<>(() -> Fibonacci.number(Fibonacci.MAX_INDEX));
        Thread thread = Thread.ofPlatform().daemon().start(longest);

        thread.interrupt();

        assertThatThrownBy(longest::get)
                .hasRootCauseInstanceOf(InterruptedException.class)
                .hasRootCauseMessage("interrupted while computing F(100000000)");
    }

    /** Returns F(n) and F(n + 1) in another way. */
    private static BigInteger[] byDoubling(int n) {
        if (n == 0) {
            return new BigInteger[] {BigInteger.ZERO, BigInteger.ONE};
        }
        BigInteger[] half = byDoubling(n / 2);
        BigInteger even = half[0].multiply(half[1].shiftLeft(1).subtract(half[0]));
        BigInteger odd = half[0].pow(2).add(half[1].pow(2));
        return n % 2 == 0 ? new BigInteger[] {even, odd} : new BigInteger[] {odd, even.add(odd)};
    }

    private static int firstWithMoreBitsThan(int bits) {
        BigInteger a = BigInteger.ZERO;
        BigInteger b = BigInteger.ONE;
        int n = 0;
        while (a.bitLength() <= bits) {
            BigInteger sum = a.add(b);
            a = b;
            b = sum;
            n++;
        }
        return n;
    }

    /** Returns what limbs mean, whatever carries they hold. */
    private static BigInteger value(long[] number, int limbs) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < limbs; i++) {
            value = value.shiftLeft(LIMB_BITS).add(new BigInteger(Long.toUnsignedString(number[i])));
        }
        return value;
    }
}
