package dev.weft.cli.compare;

import dev.weft.Futures;
import dev.weft.Job;
import dev.weft.Pool;
import dev.weft.cli.Place;
import dev.weft.cli.fib.Fibonacci;
import java.math.BigInteger;
import java.util.Locale;
import java.util.stream.Stream;

/** The chapter's CPU job: the same Fibonacci number several times, by iterative addition. */
public final class FibonacciWork implements Work {
    private final int index;
    private final int jobs;
    private final BigInteger expected;

    /** Makes {@code jobs} jobs for F({@code index}), and computes what must come out in another way. */
    public FibonacciWork(int index, int jobs) {
        this.index = index;
        this.jobs = jobs;
        this.expected = byDoubling(index);
    }

    /** Returns F(n) by F(2k) = F(k)(2F(k+1) - F(k)) and F(2k+1) = F(k)² + F(k+1)²: a few steps, where the job takes n. */
    static BigInteger byDoubling(int n) {
        var a = BigInteger.ZERO;
        var b = BigInteger.ONE;
        for (int bit = Integer.highestOneBit(n); bit > 0; bit >>= 1) {
            var even = a.multiply(b.shiftLeft(1).subtract(a));
            var odd = a.multiply(a).add(b.multiply(b));
            boolean one = (n & bit) != 0;
            a = one ? odd : even;
            b = one ? even.add(odd) : odd;
        }
        return a;
    }

    @Override
    public String bound() {
        return "CPU";
    }

    @Override
    public String description() {
        return String.format(Locale.ROOT, "%d times F(%,d), by addition", jobs, index);
    }

    @Override
    public int jobs() {
        return jobs;
    }

    @Override
    public int jobsAtOnce(Place place) {
        return switch (place) {
            case SEQUENTIAL, LOOP -> 1; // a loop computes one at a time, whatever else is ready
            case THREADS, VIRTUAL, PROCESSES ->
                Math.min(jobs, Runtime.getRuntime().availableProcessors());
        };
    }

    @Override
    public Place.Opened open(Place place, int jobsAtOnce) {
        var pool = place.open(jobsAtOnce);
        return new Place.Opened(pool, pool::close);
    }

    @Override
    public boolean run(Pool pool, int count) {
        int wanted = index; // the work itself cannot be sent
        Job<BigInteger> job = Job.repeatable(() -> Fibonacci.number(wanted));
        var futures = Stream.generate(() -> pool.submit(job)).limit(count).toList();
        return Futures.gather(futures).result().stream().allMatch(expected::equals);
    }

    @Override
    public String reasonFor(Place place) {
        return switch (place) {
            case SEQUENTIAL -> "one processor does the work of all here: more threads only take turns";
            case THREADS ->
                "a job needs a processor all the time, and as many threads as there are processors keep all busy";
            case VIRTUAL ->
                "it did as well as threads, whose number it shares: virtual threads bring nothing more where no job waits";
            case PROCESSES ->
                "a job needs a processor all the time, and worker JVMs, with heaps of their own, kept all busy best";
            case LOOP -> "there is one processor, which a loop keeps as busy as anything else does";
        };
    }
}
