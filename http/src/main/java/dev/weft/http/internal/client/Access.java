package dev.weft.http.internal.client;

import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import dev.weft.http.ClientRequest;
import dev.weft.http.Phase;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.loop.Loop;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/**
 * How a request comes to its connection: the pool gives one that was kept, or the right to open one.
 *
 * <p>Used by one thread.
 */
final class Access {
    private final Engine engine;
    private final Limits limits;
    private final Route route;
    private final NetLoop home;
    private final Failures failures;

    Access(Engine engine, ClientRequest request, Limits limits) {
        this.engine = engine;
        this.limits = limits;
        this.route = Route.of(request.uri(), engine.settings());
        this.home = engine.network().loopOfCaller();
        this.failures = new Failures(request, route, engine.pool()::isClosed);
    }

    NetLoop home() {
        return home;
    }

    Failures failures() {
        return failures;
    }

    /** Waits for a connection that was kept, and returns it; or {@code null}, with the right to open one. */
    @Nullable
    Connection connectionOrRight() {
        return granted(false, route.secure() && engine.settings().http2());
    }

    /** Waits for the right to open a connection. */
    void right() {
        granted(true, false);
    }

    private @Nullable Connection granted(boolean fresh, boolean gated) {
        var wish = new ConnectionPool.Wish(route, home, Loop.tryCurrent() != null, fresh, gated);
        var asked = engine.pool().ask(wish);
        try {
            return NetLoop.valueOf(asked, limits.of(Phase.POOL)).connection();
        } catch (FailedChain e) {
            throw failures.closedClient();
        } catch (WaitTimeoutException e) {
            engine.pool().giveUp(wish, asked);
            throw failures.timeout(Phase.POOL, limits);
        } catch (WaitInterruptedException e) {
            engine.pool().giveUp(wish, asked);
            throw e;
        }
    }

    /** Opens a connection, by right, for an exchange. */
    Connection open() {
        boolean done = false;
        try {
            var connection = engine.connector().connect(route, home, limits);
            done = engine.pool().opened(connection);
            if (!done) {
                connection.close();
                throw failures.closedClient();
            }
            return connection;
        } catch (FailedConnect e) {
            throw failures.noConnection(e, limits);
        } finally {
            if (!done) {
                giveBackRight();
            }
        }
    }

    /** Opens a socket, by right, which is used up until {@link #giveBackRight}. */
    NetSocket openSocket() {
        boolean done = false;
        try {
            var socket = engine.connector().socket(route, home, limits);
            engine.pool().openedElsewhere(route);
            done = true;
            return socket;
        } catch (FailedConnect e) {
            throw failures.noConnection(e, limits);
        } finally {
            if (!done) {
                giveBackRight();
            }
        }
    }

    /** Gives back the right to a connection; any thread. */
    void giveBackRight() {
        engine.pool().giveBackRight(route);
    }
}
