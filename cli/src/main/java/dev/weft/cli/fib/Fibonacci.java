package dev.weft.cli.fib;

import java.math.BigInteger;

/**
 * Fibonacci numbers by addition alone: {@code a, b = b, a + b}, n times, as the chapter computes them.
 *
 * <p>What makes it fast is how the two numbers are kept. Each is an array of limbs, highest first, that is added to in
 * place. A limb has 52 bits and lies in a {@code long}, so there is room to postpone the carries of sixteen additions,
 * of which a pass over the limbs does eight. Then the carries move, each by one limb only, which is enough to make room
 * again. So no limb ever waits for a lower one, and the compiler turns every loop over the limbs into vector
 * instructions.
 *
 * <p>Why sixteen additions fit: carries moved, a limb is less than 2^52 + 2^12. Sixteen additions make at most F(16) +
 * F(17) = 2,584 times that of the largest pair of limbs, and an unsigned {@code long} holds 4,096 times 2^52.
 */
public final class Fibonacci {
    /** The largest index; its number has 20,898,764 digits. */
    public static final int MAX_INDEX = 100_000_000;

    private static final int LIMB_BITS = 52;
    private static final long LIMB_MASK = (1L << LIMB_BITS) - 1;
    private static final int ADDITIONS_PER_CARRY = 16;
    /** A few milliseconds of work. */
    private static final long LIMBS_PER_TURN = 1_000_000;

    private Fibonacci() {}

    /**
     * Returns F(n), where F(0) = 0 and F(1) = 1.
     *
     * <p>Takes time in proportion to n², and memory for three numbers of the result's size. A virtual thread lets others have a
     * turn every few milliseconds: on a loop, nobody could be served otherwise, nor cancel it.
     *
     * @param n which number, from 0 to {@link #MAX_INDEX}
     * @throws IllegalArgumentException if {@code n} is out of that range
     * @throws InterruptedException if interrupted while computing
     */
    public static BigInteger number(int n) throws InterruptedException {
        if (n < 0 || n > MAX_INDEX) {
            throw new IllegalArgumentException(
                    "the index of a Fibonacci number must be from 0 to %d, was %d".formatted(MAX_INDEX, n));
        }
        int limbs = limbs(n);
        // The limb after the last stays zero: it is the neighbour from which the last one gets its carry.
        long[] a = new long[limbs + 1];
        long[] b = new long[limbs + 1];
        b[limbs - 1] = 1;
        addSingly(a, b, limbs - 1, n % ADDITIONS_PER_CARRY);

        // The highest limb in use; zero before the carries move, so that they find room.
        int top = limbs - 2;
        long turn = 0;
        for (int left = n / ADDITIONS_PER_CARRY; left > 0; left--) {
            turn += limbs - top;
            if (turn > LIMBS_PER_TURN) {
                turn = 0;
                giveWay();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while computing F(%d)".formatted(n));
            }
            moveCarries(a, top, limbs);
            moveCarries(b, top, limbs);
            addEightTimes(a, b, top, limbs);
            addEightTimes(a, b, top, limbs);
            if (b[top] != 0) {
                top--;
            }
        }
        moveCarries(a, top, limbs);
        return toBigInteger(a, limbs);
    }

    @SuppressWarnings("ThreadPriorityCheck") // a scheduler of virtual threads takes no thread away by itself
    private static void giveWay() {
        if (Thread.currentThread().isVirtual()) {
            Thread.yield();
        }
    }

    /** Returns how many limbs F(n + 1) needs, and one more: F(n) has less than n * 25 / 36 bits, for n > 1. */
    private static int limbs(int n) {
        long bits = (n + 2) * 25L / 36;
        return (int) (bits / LIMB_BITS) + 2;
    }

    /** Does the few additions that make no full round, at the start, where the numbers are one limb long. */
    private static void addSingly(long[] a, long[] b, int limb, int times) {
        for (int i = 0; i < times; i++) {
            long sum = a[limb] + b[limb];
            a[limb] = b[limb];
            b[limb] = sum;
        }
    }

    static void moveCarries(long[] number, int from, int to) {
        for (int i = from; i < to; i++) {
            number[i] = (number[i] & LIMB_MASK) + (number[i + 1] >>> LIMB_BITS);
        }
    }

    // Written out, because only an innermost loop becomes vector instructions: a loop of four in here doubles the time.
    // Eight and not sixteen, because a short method is compiled sooner, which decides up to F(100,000).
    static void addEightTimes(long[] a, long[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            long x = a[i];
            long y = b[i];
            x += y;
            y += x;
            x += y;
            y += x;
            x += y;
            y += x;
            x += y;
            y += x;
            a[i] = x;
            b[i] = y;
        }
    }

    /** Returns the value of a number whose carries have moved. */
    static BigInteger toBigInteger(long[] number, int limbs) {
        byte[] bytes = new byte[limbs * LIMB_BITS / Byte.SIZE + 1];
        int at = bytes.length;
        // What is not in bytes yet, the carry included: lowest bit first.
        long rest = 0;
        int bits = 0;
        for (int i = limbs - 1; i >= 0; i--) {
            rest += number[i] << bits;
            for (bits += LIMB_BITS; bits >= Byte.SIZE; bits -= Byte.SIZE) {
                bytes[--at] = (byte) rest;
                rest >>>= Byte.SIZE;
            }
        }
        bytes[0] = (byte) rest;
        return new BigInteger(1, bytes);
    }
}
