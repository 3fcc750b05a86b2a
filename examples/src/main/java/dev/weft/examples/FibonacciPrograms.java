package dev.weft.examples;

import static dev.weft.examples.ElapsedTime.elapsedTime;

import dev.weft.Futures;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.process.ProcessPool;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;

/**
 * The same Fibonacci number once for each processor, one after the other, on threads and in worker JVMs: the notebook's
 * {@code fib.py}, which In [34] shows.
 *
 * <p>It takes the index of the number. Threads do not help there, where one at a time may compute; here they do, and processes
 * bring no more speed. The command {@code weft fib} computes the same with a faster addition.
 *
 * <p>There, a program that starts processes must guard its main function ({@code if __name__ == '__main__'}), since each of them
 * runs the file from the top. Here a worker loads the classes that its jobs need and never calls {@code main}, so there is
 * nothing to guard; static initializers run in each JVM, as always.
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

    static void getMultiProcess(List<Integer> nums) {
        try (Pool pool = ProcessPool.open()) {
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
        elapsedTime("getMultiProcess", () -> getMultiProcess(nums));
    }
}
