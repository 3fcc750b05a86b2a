package dev.weft.loop.internal.sim;

import java.util.function.LongSupplier;

/**
 * The time that the JDK's own waits go by, where this JVM was given the agent of {@code weft-loop-agent}: a simulation's, on
 * the threads of one, and the machine's on all others.
 */
final class VirtualJdkTime {
    private static final String CLOCK = "dev.weft.loop.agent.JdkClock";
    private static final boolean INSTALLED = install();

    private VirtualJdkTime() {}

    /** Tells whether the JDK's timed waits pass virtual time. */
    static boolean isInstalled() {
        return INSTALLED;
    }

    private static boolean install() {
        try {
            // By the boot loader, which has it only if the agent was given: the JDK's own classes call it.
            var clock = Class.forName(CLOCK, true, null);
            clock.getMethod("install", LongSupplier.class, LongSupplier.class)
                    .invoke(null, (LongSupplier) VirtualJdkTime::nanoTime, (LongSupplier) VirtualJdkTime::millis);
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("weft-loop-agent is of another version than weft-loop: " + e, e);
        }
    }

    private static long nanoTime() {
        var engine = SimulationThread.currentEngine();
        return engine == null ? System.nanoTime() : engine.nanoTime();
    }

    private static long millis() {
        var engine = SimulationThread.currentEngine();
        return engine == null ? System.currentTimeMillis() : engine.millis();
    }
}
