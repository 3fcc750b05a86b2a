package dev.weft.process.internal.shared;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells that shared arrays which this JVM has made were closed, or have become unreachable: the memory is the system's again once
 * other JVMs have let go of it, too.
 *
 * <p>Any thread may call any method; listeners do not wait for anything.
 */
public final class Closings {
    private static final Set<Runnable> LISTENERS = ConcurrentHashMap.newKeySet();

    private Closings() {}

    /** Has {@code listener} told from now on. */
    public static void add(Runnable listener) {
        LISTENERS.add(listener);
    }

    /** Has {@code listener} told no more. */
    public static void remove(Runnable listener) {
        LISTENERS.remove(listener);
    }

    static void tell() {
        LISTENERS.forEach(Runnable::run);
    }
}
