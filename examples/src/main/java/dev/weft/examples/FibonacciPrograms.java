package dev.weft.examples;

import static dev.weft.examples.ElapsedTime.elapsedTime;

import dev.weft.Futures;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;

/**
 * The same Fibonacci number once for each processor, one after the other and on threads: the notebook's {@code fib.py}, which In
 * [34] shows.
 *
 * <p>It takes the index of the number. Threads do not help there, where one at a time may compute; here they do. The command
 * {@code weft fib} computes the same with a faster addition.
 */
public final class FibonacciPrograms {

    private FibonacciPrograms() {}

    static BigInteger fibonacci(int n) {
        var a = BigInteger.ZERO;
        var b = BigInteger.ONE;
        for (int i = 0; i < n; i++) {
            var next = a.add(b);
            a = b;
            b = next;
        }
        return a;
    }

    static void getSequential(List<Integer> nums) {
        for (int num : nums) {
            IO.println(fibonacci(num));
        }
    }

    static void getMultiThread(List<Integer> nums) {
        try (Pool pool = ThreadPool.open()) {
            var futures =
                    nums.stream().map(num -> pool.submit(() -> fibonacci(num))).toList();
            for (var future : Futures.asCompleted(futures)) {
                IO.println(future.result());
            }
        }
    }

    static void main(String[] args) {
        int n = Integer.parseInt(args[0]);
        var nums = Collections.nCopies(Runtime.getRuntime().availableProcessors(), n);
        elapsedTime("getSequential", () -> getSequential(nums));
        elapsedTime("getMultiThread", () -> getMultiThread(nums));
    }
}
