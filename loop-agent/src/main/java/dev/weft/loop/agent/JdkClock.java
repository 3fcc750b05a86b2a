package dev.weft.loop.agent;

import java.util.function.LongSupplier;

/**
 * What the JDK's timed waits call in place of {@link System}; on the boot class path, where the JDK's classes find it.
 *
 * <p>Any thread may call any method.
 */
public final class JdkClock {
    private static volatile LongSupplier nanos = System::nanoTime;
    private static volatile LongSupplier millis = System::currentTimeMillis;

    private JdkClock() {}

    /** Has the times come from these, which must not wait. */
    public static void install(LongSupplier newNanos, LongSupplier newMillis) {
        nanos = newNanos;
        millis = newMillis;
    }

    /** In place of {@link System#nanoTime}. */
    public static long nanoTime() {
        return nanos.getAsLong();
    }

    /** In place of {@link System#currentTimeMillis}. */
    public static long currentTimeMillis() {
        return millis.getAsLong();
    }
}
