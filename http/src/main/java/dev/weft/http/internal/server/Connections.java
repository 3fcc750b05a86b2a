package dev.weft.http.internal.server;

import dev.weft.http.Limits;
import dev.weft.http.internal.net.ChannelAccess;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.StreamsWritable;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
    // Vert.x's name for what watches a connection until it is taken.
    private static final String IDLE = "idle";
    // Of HTTP/2, between two sweeps: PING and SETTINGS that a client may send, as each costs an answer and none is a
    // request.
    private static final int MOST_CONTROL_FRAMES = 10_000;
    // RFC 9113, section 7.
    private static final long ENHANCE_YOUR_CALM = 11;

    private final NetLoop net;
    private final Limits limits;
    private final AtomicInteger open;
    private final byte[] lineBuffer;
    // No identity map: now and then its probes come round to its beginning, for which the JVM throws away what it has
    // compiled of a request, and needs seconds of a core to compile it again.
    private final Map<HttpConnection, State> states = new HashMap<>();
    private long sweep;
    private @Nullable ScheduledFuture<?> sweeper;
    // What listens, once somebody has connected; null if it cannot be reached.
    private @Nullable Channel listener;
    private boolean closing;

    /** What is known of a connection. */
    static final class State {
        int requests;
        long lastUsed;
        int controlFrames;
        // What the client had not taken at the last sweep.
        long untaken;
        // Whether it was told to end, being idle.
        boolean ending;
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
        prepare(connection);
        var state = new State();
        state.lastUsed = sweep;
        states.put(connection, state);
        connection.closeHandler(ignored -> closed(connection));
        if (connection.protocolVersion() == HttpVersion.HTTP_2) {
            connection.pingHandler(ignored -> count(connection, state));
            connection.remoteSettingsHandler(ignored -> count(connection, state));
        }
        startSweeping();
    }

    /** Hears that a client of HTTP/2 wants an answer to what is no request. */
    @SuppressWarnings("deprecation") // shutdown() cannot say why
    private static void count(HttpConnection connection, State state) {
        state.controlFrames++;
        if (state.controlFrames == MOST_CONTROL_FRAMES) {
            connection.goAway(ENHANCE_YOUR_CALM);
            connection.close();
        }
    }

    private void prepare(HttpConnection connection) {
        var channel = ChannelAccess.tryChannel(connection);
        if (channel == null) {
            return;
        }
        listener = channel.parent();
        var pipeline = channel.pipeline();
        if (pipeline.get(IDLE) != null) {
            pipeline.remove(IDLE); // from now on sweeps watch it
        }
        if (connection.protocolVersion() == HttpVersion.HTTP_2) {
            StreamsWritable.watch(channel);
        } else {
            pipeline.replace(DECODER, DECODER, new RequestDecoder(limits, lineBuffer));
        }
    }

    /**
     * Stops listening, closes what is idle, and has the others close after what is in progress; those that have not after the
     * {@code grace} are left to the server, which first cancels handlers.
     *
     * @param deaf runs when it does not listen any more: Vert.x closing in the middle of an accept would complain
     */
    void startClosing(Duration grace, Runnable deaf) {
        closing = true;
        if (listener != null) {
            listener.close().addListener(_ -> net.run(deaf));
        } else {
            deaf.run(); // nobody has ever connected
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

    /** Hears that a request of {@code connection} begins; returns what is known of that, for its {@link #end}. */
    @Nullable
    State begin(HttpConnection connection) {
        var state = states.get(connection);
        if (state != null) {
            state.requests++;
        }
        return state;
    }

    /** Hears that a request is over. */
    void end(@Nullable State state) {
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
        var idle = new ArrayList<HttpConnection>();
        states.forEach((connection, state) -> {
            if (isIdle(connection, state)) {
                idle.add(connection);
            }
        });
        idle.forEach(this::dismiss);
        stopIfEmpty();
    }

    private boolean isIdle(HttpConnection connection, State state) {
        state.controlFrames = 0;
        long untaken = untaken(connection);
        if (untaken != state.untaken) { // a response whose handler is over, and whose client is slow
            state.untaken = untaken;
            state.lastUsed = sweep;
        }
        return state.requests == 0 && sweep - state.lastUsed > SWEEPS;
    }

    private static long untaken(HttpConnection connection) {
        var channel = ChannelAccess.tryChannel(connection);
        var waiting = channel == null ? null : channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    /** Closes a connection after what is to be sent; cuts it off when that has not helped for as long again. */
    private void dismiss(HttpConnection connection) {
        var state = states.get(connection);
        if (state == null) {
            return;
        }
        if (state.ending) {
            cutOff(connection);
        } else {
            state.ending = true;
            state.lastUsed = sweep;
            connection.close();
        }
    }

    /** Closes what is left without waiting for anything: a client that takes nothing would otherwise keep what it was sent last. */
    void cutOff() {
        List.copyOf(states.keySet()).forEach(Connections::cutOff);
    }

    private static void cutOff(HttpConnection connection) {
        var channel = ChannelAccess.tryChannel(connection);
        if (channel == null) {
            connection.close();
        } else {
            channel.unsafe().close(channel.voidPromise());
        }
    }

    private void stopIfEmpty() {
        if (states.isEmpty() && sweeper != null) {
            sweeper.cancel(false);
            sweeper = null;
        }
    }
}
