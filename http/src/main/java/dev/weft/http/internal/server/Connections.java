package dev.weft.http.internal.server;

import dev.weft.http.Limits;
import dev.weft.http.internal.net.NetLoop;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The connections on one event loop: not more than allowed, and none without a request for long. Touched on that loop only.
 *
 * <p>Time is counted in sweeps, of which there are a few in the time that a connection may be idle: so a request costs no look at the
 * clock.
 */
final class Connections {
    private static final int SWEEPS = 4;
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final String DECODER = "httpDecoder";

    private final NetLoop net;
    private final Limits limits;
    private final AtomicInteger open;
    private final byte[] lineBuffer;
    private final IdentityHashMap<HttpConnection, State> states = new IdentityHashMap<>();
    private long sweep;
    private @Nullable ScheduledFuture<?> sweeper;
    // What listens, once somebody has connected; null if it cannot be reached.
    private @Nullable Channel listener;
    private boolean closing;

    private static final class State {
        int requests;
        long lastUsed;
    }

    /**
     * Keeps the connections of {@code net}.
     *
     * @param open how many there are on all event loops
     */
    Connections(NetLoop net, Limits limits, AtomicInteger open) {
        this.net = net;
        this.limits = limits;
        this.open = open;
        this.lineBuffer = RequestDecoder.lineBuffer(limits);
    }

    /** Takes a connection, or closes it at once. */
    void opened(HttpConnection connection) {
        if (open.incrementAndGet() > limits.connections() || closing) {
            open.decrementAndGet();
            connection.close();
            return;
        }
        replaceDecoder(connection);
        var state = new State();
        state.lastUsed = sweep;
        states.put(connection, state);
        connection.closeHandler(ignored -> closed(connection));
        startSweeping();
    }

    private void replaceDecoder(HttpConnection connection) {
        var channel = ChannelAccess.tryChannel(connection);
        if (channel == null) {
            return;
        }
        listener = channel.parent();
        if (channel.pipeline().get(DECODER) != null) { // else it is HTTP/2
            channel.pipeline().replace(DECODER, DECODER, new RequestDecoder(limits, lineBuffer));
        }
    }

    /**
     * Stops listening, closes what is idle, and has the others close after what is in progress; those that have not after the
     * {@code grace} are left to the server, which first cancels handlers.
     */
    void startClosing(Duration grace) {
        closing = true;
        if (listener != null) {
            listener.close();
        }
        // Closing calls back, which changes the map.
        List.copyOf(states.keySet())
                .forEach(connection -> connection.shutdown(grace.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Forgets a connection that speaks another protocol from now on; it counts until {@link #upgradedClosed}. */
    void upgraded(HttpConnection connection) {
        states.remove(connection);
    }

    /** Hears that a connection that was {@link #upgraded} is closed. */
    void upgradedClosed() {
        open.decrementAndGet();
    }

    private void closed(HttpConnection connection) {
        if (states.remove(connection) != null) {
            open.decrementAndGet();
        }
    }

    /** Hears that a request of {@code connection} begins. */
    void begin(HttpConnection connection) {
        var state = states.get(connection);
        if (state != null) {
            state.requests++;
        }
    }

    /** Hears that a request of {@code connection} is over. */
    void end(HttpConnection connection) {
        var state = states.get(connection);
        if (state != null) {
            state.requests--;
            state.lastUsed = sweep;
        }
    }

    private void startSweeping() {
        if (sweeper == null) {
            long millis = Math.max(1, limits.idle().toMillis() / SWEEPS);
            sweeper = net.executor()
                    .scheduleAtFixedRate(() -> net.run(this::sweep), millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        sweep++;
        // Closing calls back, which changes the map.
        var idle = states.entrySet().stream()
                .filter(entry -> entry.getValue().requests == 0 && sweep - entry.getValue().lastUsed > SWEEPS)
                .map(Map.Entry::getKey)
                .toList();
        idle.forEach(HttpConnection::close);
        stopIfEmpty();
    }

    private void stopIfEmpty() {
        if (states.isEmpty() && sweeper != null) {
            sweeper.cancel(false);
            sweeper = null;
        }
    }
}
