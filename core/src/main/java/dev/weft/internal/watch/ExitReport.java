package dev.weft.internal.watch;

import dev.weft.internal.pool.OwnPool;
import java.util.stream.Collectors;

/** Says in one line what is lost when the JVM ends while pools have jobs. */
final class ExitReport {

    private ExitReport() {}

    static void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(ExitReport::print, "weft-exit"));
    }

    private static void print() {
        var lost = PoolRegistry.open().stream()
                .filter(pool -> pool.running().size() + pool.waiting() > 0)
                .map(ExitReport::describe)
                .collect(Collectors.joining(", "));
        if (!lost.isEmpty()) {
            // Not by a logger: those may be closed by now.
            System.err.println("weft: the JVM ends and loses jobs: " + lost + "; close() the pools to wait for them");
        }
    }

    private static String describe(OwnPool pool) {
        return "pool '%s' %d running and %d waiting"
                .formatted(pool.name(), pool.running().size(), pool.waiting());
    }
}
