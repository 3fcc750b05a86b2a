package dev.weft.http.internal.client;

import dev.weft.Future;
import dev.weft.Promise;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a client: who may open how many, who waits, and which are kept.
 *
 * <p>Who waits is served first come, first served, over all hosts; but a connection that becomes free goes to a waiter of its own
 * host up to {@link #MOST_PASSED_OVER} times in a row before it is closed for an earlier one of another host, since a new connection
 * costs more than a request.
 *
 * <p>Any thread may call any method. Sockets are closed and futures completed without the lock.
 */
final class ConnectionPool {
    private static final int MOST_PASSED_OVER = 16;

    /**
     * What a caller gets.
     *
     * @param connection to use; {@code null} for the right to open one
     */
    record Grant(@Nullable Connection connection) {}

    /**
     * How a caller wants it.
     *
     * @param home the event loop that a new connection lives on
     * @param strict whether a kept one must live there, too
     * @param fresh whether it must be a new one
     * @param gated whether the first connection to a host tells whether it takes all requests at once
     */
    record Wish(Route route, NetLoop home, boolean strict, boolean fresh, boolean gated) {}

    private static final class Waiter {
        final Wish wish;
        final long number;
        final Promise<Grant> promise;
        // A connection is being closed for it.
        boolean madeRoom;

        Waiter(Wish wish, long number) {
            this.wish = wish;
            this.number = number;
            this.promise = Promise.named("a connection to " + wish.route());
        }
    }

    private static final class Host {
        final Set<Connection> connections = new LinkedHashSet<>();
        final Available available = new Available();
        final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
        // To connections that are being opened, or are used elsewhere.
        int rights;
        // The first try to connect is over: others need not wait for what it tells.
        boolean tried;

        int open() {
            return connections.size() + rights;
        }
    }

    /** Holds the lock until it is closed, and then does what was to be done without it. */
    private final class Turn implements AutoCloseable {
        private final List<Runnable> deeds = new ArrayList<>();

        Turn() {
            lock.lock();
        }

        void then(Runnable deed) {
            deeds.add(deed);
        }

        @Override
        public void close() {
            lock.unlock();
            deeds.forEach(Runnable::run);
        }
    }

    private final int limit;
    private final int limitPerHost;
    private final long keepAliveNanos;
    private final Promise<Boolean> empty = Promise.named("the sockets of the client to close");

    private final ReentrantLock lock = new ReentrantLock();
    // The rest is guarded by lock. Invariant: open is the sum of all hosts' open(), and at most limit.
    private final Map<Route, Host> hosts = new HashMap<>();
    private int open;
    private int waiting;
    private long arrivals;
    private boolean sweeping;
    private boolean closed;

    ConnectionPool(int limit, int limitPerHost, Duration keepAlive) {
        this.limit = limit;
        this.limitPerHost = limitPerHost;
        this.keepAliveNanos = Nanos.of(keepAlive);
    }

    // ---- taking

    /** Asks for a connection: the future has it when there is one, or fails with {@link PoolClosedException}. */
    Future<Grant> ask(Wish wish) {
        try (var turn = new Turn()) {
            var waiter = new Waiter(wish, arrivals++);
            if (closed) {
                turn.then(() -> waiter.promise.tryFail(new PoolClosedException()));
            } else {
                hostOf(wish.route()).waiters.add(waiter);
                waiting++;
                serve(turn);
            }
            return waiter.promise.future();
        }
    }

    /** Takes back what was asked for: the place in the queue, or what came meanwhile. */
    void giveUp(Wish wish, Future<Grant> asked) {
        try (var _ = new Turn()) {
            if (hostOf(wish.route()).waiters.removeIf(waiter -> waiter.promise.future() == asked)) {
                waiting--;
            }
        }
        if (!asked.cancel(false) && asked.state() == java.util.concurrent.Future.State.SUCCESS) {
            takeBack(wish.route(), asked.resultNow());
        }
    }

    private void takeBack(Route route, Grant grant) {
        if (grant.connection() == null) {
            giveBackRight(route);
        } else {
            giveBack(grant.connection());
        }
    }

    private Host hostOf(Route route) {
        return hosts.computeIfAbsent(route, ignored -> new Host());
    }

    // ---- serving; with the lock

    private void serve(Turn turn) {
        boolean more = waiting > 0;
        while (more) {
            more = serveOne(turn) && waiting > 0;
        }
        hosts.values().removeIf(host -> host.open() == 0 && host.waiters.isEmpty());
    }

    /** Serves the waiter whose turn it is; {@code false} if nobody can be served now. */
    private boolean serveOne(Turn turn) {
        Waiter earliest = null; // that could be served if another connection were closed
        Host servable = null;
        for (var host : hosts.values()) {
            var head = host.waiters.peek();
            if (head == null) {
                continue;
            }
            if (reusable(host, head.wish) != null || mayOpen(host, head.wish)) {
                servable = servable == null || head.number < servable.waiters.element().number ? host : servable;
            } else if (!isGated(host, head.wish)) {
                earliest = earliest == null || head.number < earliest.number ? head : earliest;
            }
        }
        if (servable == null) {
            makeRoom(earliest, turn);
            return false;
        }
        if (passOn(servable, earliest, turn)) {
            serveHead(servable, turn);
        }
        return true;
    }

    /** Tells whether {@code host} is served; if its connection was handed on often enough while {@code earlier} waits, that is closed. */
    private boolean passOn(Host host, @Nullable Waiter earlier, Turn turn) {
        var head = host.waiters.element();
        var connection = reusable(host, head.wish);
        if (connection == null || connection.multiplexed) {
            return true;
        }
        if (earlier == null || earlier.number > head.number || earlier.madeRoom) {
            connection.passedOver = 0;
            return true;
        }
        if (++connection.passedOver <= MOST_PASSED_OVER) {
            return true;
        }
        retireFor(earlier, connection, turn);
        return false;
    }

    private void serveHead(Host host, Turn turn) {
        var waiter = host.waiters.remove();
        waiting--;
        var connection = reusable(host, waiter.wish);
        if (connection == null) {
            host.rights++;
            open++;
        } else {
            host.available.use(connection);
            connection.streams++;
            connection.uses++;
        }
        var grant = new Grant(connection);
        turn.then(() -> {
            if (!waiter.promise.trySucceed(grant)) {
                takeBack(waiter.wish.route(), grant); // given up meanwhile
            }
        });
    }

    private @Nullable Connection reusable(Host host, Wish wish) {
        return wish.fresh() ? null : host.available.best(wish.home(), wish.strict(), this::isStale);
    }

    private boolean mayOpen(Host host, Wish wish) {
        return open < limit && host.open() < limitPerHost && !isGated(host, wish);
    }

    private static boolean isGated(Host host, Wish wish) {
        return wish.gated() && !host.tried && host.rights > 0;
    }

    private boolean isStale(Connection connection) {
        return connection.streams == 0
                && connection.uses > 0
                && System.nanoTime() - connection.idleSince >= Math.min(keepAliveNanos, connection.keptByPeerNanos);
    }

    /** Closes the connection that has been idle longest, so that {@code waiter} can open one. */
    private void makeRoom(@Nullable Waiter waiter, Turn turn) {
        if (waiter == null || waiter.madeRoom) {
            return;
        }
        var own = hostOf(waiter.wish.route());
        var from = own.open() >= limitPerHost ? List.of(own) : hosts.values();
        from.stream()
                .flatMap(host -> host.available.longestIdle())
                .min(Comparator.comparingLong(connection -> connection.idleSince))
                .ifPresent(connection -> retireFor(waiter, connection, turn));
    }

    private static void retireFor(Waiter waiter, Connection connection, Turn turn) {
        waiter.madeRoom = true;
        connection.retired = true;
        turn.then(connection::close);
    }

    // ---- what becomes of connections

    /** Puts a connection in that was opened by right of a grant, and is used at once; {@code false} if the client is closed. */
    boolean opened(Connection connection) {
        try (var turn = new Turn()) {
            if (closed) {
                return false;
            }
            var host = hostOf(connection.route);
            host.rights--;
            host.tried = true;
            connection.streams = 1;
            connection.uses = 1;
            if (connection.gone) {
                gone(turn);
            } else {
                host.connections.add(connection);
                if (connection.multiplexed) {
                    host.available.add(connection);
                }
                serve(turn);
            }
        }
        return true;
    }

    /** Says that a grant's right became a connection that does not come here; the right stays used up. */
    void openedElsewhere(Route route) {
        try (var turn = new Turn()) {
            hostOf(route).tried = true;
            serve(turn);
        }
    }

    /** Gives the right to a connection back: opening it failed, or it came elsewhere and is gone. */
    void giveBackRight(Route route) {
        try (var turn = new Turn()) {
            var host = hostOf(route);
            host.rights--;
            host.tried = true;
            gone(turn);
        }
    }

    /** Gives a connection back after an exchange. */
    void giveBack(Connection connection) {
        try (var turn = new Turn()) {
            connection.streams--;
            connection.idleSince = System.nanoTime();
            if (!closed && !connection.retired) {
                hostOf(connection.route).available.add(connection);
            } else if (connection.streams == 0) {
                turn.then(connection::close);
            }
            serve(turn);
            sweepLater(connection.home);
        }
    }

    /** Says that a connection takes no further exchange; it stays until it is closed. */
    void retire(Connection connection) {
        try (var _ = new Turn()) {
            connection.retired = true;
        }
    }

    /** Says that the socket of a connection is closed. */
    void closed(Connection connection) {
        try (var turn = new Turn()) {
            connection.retired = true;
            connection.gone = true;
            var host = hostOf(connection.route);
            host.available.remove(connection);
            if (host.connections.remove(connection)) {
                gone(turn);
            }
        }
    }

    private void gone(Turn turn) {
        open--;
        serve(turn);
        if (closed && open == 0) {
            turn.then(() -> empty.trySucceed(true));
        }
    }

    // ---- keeping

    // With the lock: one timer at a time, and only while there is something to close.
    private void sweepLater(NetLoop home) {
        if (!sweeping && !closed) {
            sweeping = true;
            var _ = home.executor().schedule(() -> sweep(home), keepAliveNanos / 2 + 1, TimeUnit.NANOSECONDS);
        }
    }

    private void sweep(NetLoop home) {
        try (var turn = new Turn()) {
            sweeping = false;
            boolean more = false;
            for (var host : hosts.values()) {
                for (var connection : host.connections) {
                    if (connection.streams == 0 && !connection.retired) {
                        if (isStale(connection)) {
                            connection.retired = true;
                            turn.then(connection::close);
                        } else {
                            more = true;
                        }
                    }
                }
            }
            if (more) {
                sweepLater(home);
            }
        }
    }

    // ---- closing

    boolean isClosed() {
        try (var _ = new Turn()) {
            return closed;
        }
    }

    /** Closes all, and returns a future that is done when the last socket is closed. */
    Future<Boolean> close() {
        try (var turn = new Turn()) {
            closed = true;
            for (var host : hosts.values()) {
                host.waiters.forEach(waiter -> turn.then(() -> waiter.promise.tryFail(new PoolClosedException())));
                host.waiters.clear();
                host.connections.forEach(connection -> {
                    connection.retired = true;
                    turn.then(connection::close);
                });
            }
            waiting = 0;
            if (open == 0) {
                turn.then(() -> empty.trySucceed(true));
            }
        }
        return empty.future();
    }

    /** Returns how many connections there are, with those being opened. */
    int size() {
        try (var _ = new Turn()) {
            return open;
        }
    }

    /** Returns how many wait. */
    int waiting() {
        try (var _ = new Turn()) {
            return waiting;
        }
    }
}
