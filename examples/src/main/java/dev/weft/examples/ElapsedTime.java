package dev.weft.examples;

import dev.weft.Clock;
import dev.weft.VoidBlock;
import java.time.Duration;
import java.util.Locale;

/** The notebook's decorator of In [23]. */
final class ElapsedTime {

    private ElapsedTime() {}

    /** Runs {@code f}, then prints its name and how many seconds it took. */
    static <X extends Exception> void elapsedTime(String name, VoidBlock<X> f) throws X {
        var clock = Clock.current();
        long start = clock.nanoTime();
        f.run();
        var time = Duration.ofNanos(clock.nanoTime() - start);
        IO.println(String.format(Locale.ROOT, "%s: %.3f", name, time.toNanos() / 1e9));
    }
}
