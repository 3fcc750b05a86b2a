package dev.weft.http.internal.client;

import dev.weft.Future;
import dev.weft.ThreadPool;
import dev.weft.http.Resolver;
import dev.weft.internal.time.Nanos;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The addresses of hosts: looked up on threads of their own, where that may wait, and kept for a while. Who asks for the same host
 * meanwhile shares the look-up; a failure is not kept.
 *
 * <p>Any thread may call any method.
 */
final class Names implements AutoCloseable {
    private static final int MOST_KEPT = 10_000;

    private record Entry(Future<List<InetAddress>> addresses, long since) {}

    private final Resolver resolver;
    private final long keptNanos;
    private final ThreadPool threads =
            ThreadPool.builder().name("weft-dns").threads(8).open();
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    Names(Resolver resolver, Duration kept) {
        this.resolver = resolver;
        this.keptNanos = Nanos.of(kept);
    }

    /** Returns a future of the addresses of {@code host}, which fails with an {@link IOException} if there are none. */
    Future<List<InetAddress>> addresses(String host) {
        var entry = entries.get(host);
        if (entry == null || !isFresh(entry)) {
            entry = entries.compute(
                    host, (name, present) -> present != null && isFresh(present) ? present : lookUp(name));
            if (entries.size() > MOST_KEPT) {
                entries.values().removeIf(kept -> !isFresh(kept));
            }
        }
        return entry.addresses();
    }

    private boolean isFresh(Entry entry) {
        var addresses = entry.addresses();
        return !addresses.isDone()
                || (addresses.state() == java.util.concurrent.Future.State.SUCCESS
                        && System.nanoTime() - entry.since() < keptNanos);
    }

    private Entry lookUp(String host) {
        Callable<List<InetAddress>> job = () -> resolved(host);
        return new Entry(threads.submit(job), System.nanoTime());
    }

    private List<InetAddress> resolved(String host) throws IOException {
        var addresses = List.copyOf(resolver.resolve(host));
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host + " has no address");
        }
        return addresses;
    }

    /** Forgets what is kept of {@code host}: none of its addresses could be reached. */
    void forget(String host) {
        entries.remove(host);
    }

    @Override
    public void close() {
        threads.closeNow();
    }
}
