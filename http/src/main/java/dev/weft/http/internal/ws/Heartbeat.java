package dev.weft.http.internal.ws;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends a ping when nothing has come for a while, and ends the connection when nothing comes after that either.
 *
 * <p>Anything that comes is a sign of life. While the peer is held up, since its messages are not received, nothing can come, and
 * nothing is asked. Runs on the event loop.
 */
final class Heartbeat {
    private final @Nullable Duration interval;
    private final Connection connection;

    private @Nullable ScheduledFuture<?> next;
    private long lastArrival;

    Heartbeat(@Nullable Duration interval, Connection connection) {
        this.interval = interval;
        this.connection = connection;
    }

    void begin() {
        lastArrival = System.nanoTime();
        if (interval != null) {
            scheduleBeat(interval.toNanos());
        }
    }

    void arrived() {
        if (interval != null) {
            lastArrival = System.nanoTime();
        }
    }

    private void scheduleBeat(long nanos) {
        next = connection.home().executor().schedule(this::beat, nanos, TimeUnit.NANOSECONDS);
    }

    private void beat() {
        long length = interval().toNanos();
        long silent = System.nanoTime() - lastArrival;
        if (connection.inbox().isHeldUp()) {
            lastArrival = System.nanoTime();
            scheduleBeat(length);
        } else if (silent < length) {
            scheduleBeat(length - silent);
        } else {
            long asked = System.nanoTime();
            connection.ping();
            next = connection.home().executor().schedule(() -> judge(asked), length / 2, TimeUnit.NANOSECONDS);
        }
    }

    private void judge(long asked) {
        if (lastArrival - asked >= 0 || connection.inbox().isHeldUp()) {
            beat();
        } else {
            connection.silent("no answer to a ping within " + interval().dividedBy(2));
        }
    }

    private Duration interval() {
        return Objects.requireNonNull(interval);
    }

    void end() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
