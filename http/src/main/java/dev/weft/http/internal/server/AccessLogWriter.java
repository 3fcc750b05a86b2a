package dev.weft.http.internal.server;

import dev.weft.http.AccessLog;
import dev.weft.http.AccessLog.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of an access log on a thread of its own.
 *
 * <p>{@link #add} is called by event loops and never waits.
 */
public final class AccessLogWriter {
    private static final System.Logger LOG = System.getLogger("dev.weft.http");
    private static final int MOST_WAITING = 16 * 1024;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneId.systemDefault());

    private final AccessLog log;
    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    // Set once; the thread then writes what waits, and ends.
    private volatile boolean closed;

    AccessLogWriter(AccessLog log) {
        this.log = log;
        this.thread = Thread.ofPlatform().daemon().name("http-access-log").start(this::writeAll);
    }

    /** Has {@code entry} written soon. */
    void add(Entry entry) {
        if (!waiting.offer(entry)) {
            dropped.incrementAndGet();
        }
    }

    private void writeAll() {
        while (true) {
            try {
                write(waiting.take());
            } catch (InterruptedException e) {
                if (closed) {
                    writeRest();
                    return;
                }
            }
        }
    }

    private void writeRest() {
        for (var entry = waiting.poll(); entry != null; entry = waiting.poll()) {
            write(entry);
        }
    }

    private void write(Entry entry) {
        try {
            log.write(entry);
            long lost = dropped.getAndSet(0);
            if (lost > 0) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "%d lines of the access log were dropped: it is too slow".formatted(lost));
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a line of the access log was not written", e);
        }
    }

    /** Writes what waits, and ends. */
    void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- lines

    /** Returns what takes lines and writes them to {@code writer}. */
    public static Consumer<String> linesOf(Writer writer) {
        return line -> {
            try {
                writer.write(line + "\n");
                writer.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("the access log cannot be written: " + e.getMessage(), e);
            }
        };
    }

    /** Returns Apache's common format: {@code %h - - %t "%r" %>s %b}. */
    public static String common(Entry entry) {
        return "%s - - [%s] \"%s %s %s\" %d %s"
                .formatted(
                        host(entry),
                        TIME.format(entry.began()),
                        entry.method(),
                        escaped(entry.target()),
                        entry.version(),
                        entry.status(),
                        entry.bytes() == 0 ? "-" : Long.toString(entry.bytes()));
    }

    /** Returns Apache's combined format: the common one, referrer and user agent. */
    public static String combined(Entry entry) {
        return "%s \"%s\" \"%s\"".formatted(common(entry), escaped(entry.referrer()), escaped(entry.userAgent()));
    }

    private static String host(Entry entry) {
        return entry.remote() instanceof InetSocketAddress address ? address.getHostString() : "-";
    }

    /** Returns {@code text} so that no client can write a line of its own, or end a quote. */
    private static String escaped(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "-";
        }
        var safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                safe.append('\\').append(c);
            } else if (c < ' ' || c >= 0x7f) {
                safe.append("\\x%02x".formatted((int) c & 0xff));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }
}
