package dev.weft.http.internal.net;

import dev.weft.Clock;
import dev.weft.loop.Loop;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The event loops of this JVM's sockets, one per processor: shared by every client and server, so that a handler's own calls stay
 * on the thread that it runs on. Opened with the first of them, and closed some time after the last.
 *
 * <p>Any thread may call any method.
 */
public final class Network {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long EXIT_MILLIS = 200;
    // Guarded by LOCK: the network, how many use it, and what closes it when nobody has for a while.
    private static @Nullable Network open;
    private static int users;
    private static Clock.@Nullable Timer closing;

    static {
        closeAtExit();
    }

    private final Vertx vertx;
    private final List<NetLoop> loops;
    private final AtomicInteger turns = new AtomicInteger();
    private final Map<Loop, NetLoop> homes = new ConcurrentHashMap<>();

    private Network(int size) {
        vertx = Vertx.vertx(options(size));
        loops = Stream.generate(() -> new NetLoop(((VertxInternal) vertx).createEventLoopContext()))
                .limit(size)
                .toList();
    }

    private static VertxOptions options(int size) {
        return new VertxOptions()
                .setEventLoopPoolSize(size)
                .setPreferNativeTransport(true)
                .setUseDaemonThread(true)
                // A held loop is reported by its own watchdog, with the job that holds it.
                .setBlockedThreadCheckInterval(TimeUnit.DAYS.toMillis(365))
                .setAddressResolverOptions(new AddressResolverOptions())
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    /** Returns the network of this JVM, opened if it is not; who took it gives it back by {@link #release}, once. */
    public static Network acquire() {
        LOCK.lock();
        try {
            if (open == null) {
                open = new Network(Runtime.getRuntime().availableProcessors());
            }
            users++;
            if (closing != null) {
                closing.cancel();
                closing = null;
            }
            return open;
        } finally {
            LOCK.unlock();
        }
    }

    /** Gives the network back; it closes when nobody has taken it for a while. */
    public void release() {
        LOCK.lock();
        try {
            users--;
            if (users == 0) {
                closing = Clock.system().schedule(LINGER_NANOS, Network::closeUnused);
            }
        } finally {
            LOCK.unlock();
        }
    }

    /**
     * Has a network that only lingers closed when the JVM ends, which would wait 300 ms for threads in native code, as its are. One that
     * somebody still has, or takes during the end, stays: the program's own hooks may need it.
     */
    private static void closeAtExit() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Network::closeNow, "weft-network-exit"));
        } catch (IllegalStateException _) {
            // The JVM is ending already: it waits.
        }
    }

    private static void closeNow() {
        var unused = takeUnused();
        if (unused != null) {
            try {
                unused.vertx.close().await(EXIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                // Then the JVM waits, as without this.
            }
        }
    }

    /** Closes the network if nobody has it; its threads are daemons, and nobody waits for them. */
    static void closeUnused() {
        var unused = takeUnused();
        if (unused != null) {
            var _ = unused.vertx.close();
        }
    }

    private static @Nullable Network takeUnused() {
        LOCK.lock();
        try {
            if (users > 0) {
                return null;
            }
            var unused = open;
            open = null;
            closing = null;
            return unused;
        } finally {
            LOCK.unlock();
        }
    }

    /** Returns Vert.x itself, whose methods are called on a {@link NetLoop}. */
    public Vertx vertx() {
        return vertx;
    }

    /** Returns the event loops. */
    public List<NetLoop> loops() {
        return loops;
    }

    /** Says that {@code loop} runs over {@code home}, until {@link #unbind}: what its coroutines call stays there. */
    public void bind(Loop loop, NetLoop home) {
        homes.put(loop, home);
    }

    /** Ends {@link #bind}. */
    public void unbind(Loop loop) {
        homes.remove(loop);
    }

    /** Returns the event loop that the calling coroutine runs over; for another loop's always the same one, else each in turn. */
    public NetLoop loopOfCaller() {
        var loop = Loop.tryCurrent();
        if (loop == null) {
            return loops.get(Math.floorMod(turns.getAndIncrement(), loops.size()));
        }
        var home = homes.get(loop);
        return home != null ? home : loops.get(Math.floorMod(System.identityHashCode(loop), loops.size()));
    }
}
