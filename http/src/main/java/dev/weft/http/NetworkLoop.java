package dev.weft.http;

import dev.weft.Action;
import dev.weft.Job;
import dev.weft.Pool;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.http.internal.net.Network;
import dev.weft.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Loop} over one of the network's own event loops: the sockets of its coroutines live on the thread that these run on, so
 * that a call of a client changes no thread. Elsewhere the same calls work alike, at the price of a hand-over.
 *
 * <pre>{@code
 * String page = NetworkLoop.run(() -> client.get("https://example.org/").text());
 * }</pre>
 *
 * <p>Any thread may call any method.
 */
public final class NetworkLoop implements AutoCloseable {
    private final Network network;
    private final Loop loop;

    private NetworkLoop(Network network, Loop loop) {
        this.network = network;
        this.loop = loop;
    }

    /**
     * Opens a loop over the next one of the network's event loops.
     *
     * @throws IllegalStateException if this JVM was not given the flag that {@link Loop} needs; the message says how
     */
    public static NetworkLoop open() {
        return open(Loop.builder());
    }

    /**
     * As {@link #open()}, with a loop that is as {@code builder} says.
     *
     * @throws IllegalStateException as {@link #open()} does
     */
    public static NetworkLoop open(Loop.Builder builder) {
        var network = Network.acquire();
        try {
            NetLoop home = network.loopOfCaller();
            var loop = builder.over(home.executor());
            network.bind(loop, home);
            return new NetworkLoop(network, loop);
        } catch (RuntimeException e) {
            network.release();
            throw e;
        }
    }

    /**
     * Runs {@code main} on such a loop, cancels what it leaves behind, waits until that has stopped, and returns main's value.
     *
     * @throws dev.weft.JobFailedException if main failed, and the others of {@link dev.weft.Future#result()}
     * @throws IllegalStateException as {@link #open} does
     */
    public static <T extends @Nullable Object> T run(Job<T> main) {
        try (var open = open()) {
            var future = open.loop.submit(main);
            try {
                return future.result();
            } finally {
                future.cancel();
                open.loop.closeNow();
            }
        }
    }

    /** As {@link #run(Job)}, for a main without a value. */
    public static void run(Action main) {
        run(Pool.jobOf(main));
    }

    /** Returns the loop, a pool as any other; closing this closes it. */
    public Loop loop() {
        return loop;
    }

    /** Waits for the loop's jobs, closes it, and gives the network back. */
    @Override
    public void close() {
        loop.close();
        network.unbind(loop);
        network.release();
    }
}
