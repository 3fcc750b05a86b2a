package dev.weft.bench.processes;

import java.util.Arrays;

/** An array that a worker has in stock, so that sending it back can be measured without making it. Used by one thread. */
final class Stock {
    private static double[] stock = {};

    private Stock() {}

    static double[] array(int length) {
        if (stock.length != length) {
            stock = new double[length];
            Arrays.fill(stock, 1);
        }
        return stock;
    }
}
