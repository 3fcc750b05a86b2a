package dev.weft.http.internal.client;

import dev.weft.http.internal.net.NetLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one host that can take an exchange, found without a look at those that are in use: there may be thousands.
 *
 * <p>Guarded by the pool's lock.
 */
final class Available {
    // Of HTTP/1, idle, by event loop; the one that was used last comes last.
    private final Map<NetLoop, ArrayDeque<Connection>> idle = new HashMap<>();
    // Of HTTP/2, in use or not, with room or not: few.
    private final List<Connection> shared = new ArrayList<>();

    /** Puts in a connection that was opened, if it takes several exchanges, or given back. */
    void add(Connection connection) {
        if (!connection.multiplexed) {
            idle.computeIfAbsent(connection.home, ignored -> new ArrayDeque<>()).addLast(connection);
        } else if (!shared.contains(connection)) {
            shared.add(connection);
        }
    }

    /** Takes out {@code connection}, which {@link #best} gave and which is used now, if it takes one exchange only. */
    void use(Connection connection) {
        if (!connection.multiplexed) {
            idle.getOrDefault(connection.home, new ArrayDeque<>()).removeLastOccurrence(connection);
        }
    }

    /** Takes out {@code connection}, which is closed. */
    void remove(Connection connection) {
        if (connection.multiplexed) {
            shared.remove(connection);
        } else {
            idle.getOrDefault(connection.home, new ArrayDeque<>()).removeFirstOccurrence(connection);
        }
    }

    /**
     * Returns the connection to use: one of {@code home}, else of another event loop unless {@code strict}; of these the one that
     * was used last.
     */
    @Nullable
    Connection best(NetLoop home, boolean strict, Predicate<Connection> stale) {
        var best = latest(idle.get(home), stale);
        if (best == null && !strict) {
            for (var others : idle.values()) {
                best = later(best, latest(others, stale), home);
            }
        }
        for (var connection : shared) {
            if (connection.hasRoom() && !stale.test(connection) && (connection.home == home || !strict)) {
                best = later(best, connection, home);
            }
        }
        return best;
    }

    // What lies below is older, and not worth a look if this is stale.
    private static @Nullable Connection latest(
            @Nullable ArrayDeque<Connection> connections, Predicate<Connection> stale) {
        if (connections == null) {
            return null;
        }
        var last = connections.peekLast();
        while (last != null && last.retired) {
            connections.removeLast();
            last = connections.peekLast();
        }
        return last == null || stale.test(last) ? null : last;
    }

    private static @Nullable Connection later(@Nullable Connection one, @Nullable Connection other, NetLoop home) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        if ((one.home == home) != (other.home == home)) {
            return one.home == home ? one : other;
        }
        return other.idleSince - one.idleSince > 0 ? other : one;
    }

    /** Returns the connections that nobody uses, of each event loop the one that was used first. */
    Stream<Connection> longestIdle() {
        return Stream.concat(
                idle.values().stream()
                        .flatMap(connections -> connections.stream()
                                .filter(connection -> !connection.retired)
                                .limit(1)),
                shared.stream().filter(connection -> connection.streams == 0 && !connection.retired));
    }
}
