package dev.weft.cli.fetch;

import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Downloads URLs into a folder: each whole under its final name, or not at all.
 *
 * <p>Works in the calling thread, which waits; any number of threads, of any kind, may download at the same time.
 * Interrupting a thread ends its download within moments and leaves nothing of it behind.
 *
 * <p>A job that captures a downloader can be sent: in the other JVM it finds one with the same options, which all jobs there
 * share and which is closed when that JVM ends. If it is killed instead, the downloader that was sent removes what is left.
 */
public final class Downloader implements AutoCloseable, Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient FetchOptions options;
    private final transient Timing timing;
    private final transient RetryPolicy retryPolicy;
    private final transient String name;
    private final transient Folder folder;
    private final transient Wire wire;
    private final transient Redirects redirects;
    private final transient BodyWriter writer;
    private final transient Thread cleanUp;
    private transient volatile boolean sent;

    Downloader(FetchOptions options, Timing timing, RandomGenerator chance) {
        this(Folder.newOwner(), options, timing, chance);
    }

    private Downloader(String name, FetchOptions options, Timing timing, RandomGenerator chance) {
        this.name = name;
        this.options = options;
        this.timing = timing;
        retryPolicy = new RetryPolicy(options.retries(), chance, timing);
        folder = new Folder(options.folder(), name);
        wire = new Wire(Trust.context(options.cacert()), options.proxies(), options.stall());
        redirects = new Redirects(wire, options.maxRedirects());
        writer = new BodyWriter(folder, options.maxBytes(), options.stall());
        cleanUp = new Thread(this::removeParts, "weft-fetch-clean-up");
        Runtime.getRuntime().addShutdownHook(cleanUp);
    }

    /**
     * Opens a downloader, with a shutdown hook that removes its part files if the JVM ends before {@link #close}.
     *
     * @throws IllegalArgumentException if the file with the authorities cannot be used; the message is for the user
     */
    public static Downloader open(FetchOptions options) {
        return new Downloader(options, new SystemTiming(), RandomGenerator.getDefault());
    }

    /**
     * Downloads {@code url}.
     *
     * @throws FetchException if that cannot be done; the file that had the name before, if any, is as it was
     * @throws InterruptedException if interrupted before the file was whole
     */
    public Download fetch(URI url) throws FetchException, InterruptedException {
        return fetch(url.toString());
    }

    /**
     * Downloads {@code url}, which may also be text that is not a URL: that fails like any download.
     *
     * @throws FetchException if that cannot be done; the file that had the name before, if any, is as it was
     * @throws InterruptedException if interrupted before the file was whole
     */
    public Download fetch(String url) throws FetchException, InterruptedException {
        long start = timing.nanoTime();
        Url parsed = Url.parse(url);
        String name = options.nameBy().nameOf(parsed);
        for (int attempt = 1; ; attempt++) {
            try {
                long bytes = attempt(parsed, name);
                Duration took = Duration.ofNanos(timing.nanoTime() - start);
                return new Download(url, options.folder().resolve(name), bytes, took, attempt);
            } catch (FetchException e) {
                if (folder.isClosed()) {
                    throw FetchException.of(Folder.STOPPED, false, e);
                }
                timing.sleep(retryPolicy.pauseAfter(attempt, e));
            }
        }
    }

    /** Returns what its part files are known by. */
    String name() {
        return name;
    }

    private long attempt(Url url, String name) throws FetchException, InterruptedException {
        if (options.timeout().isEmpty()) {
            return transfer(url, name);
        }
        Duration limit = options.timeout().get();
        try {
            return Deadline.<Long, Exception>run(limit, () -> transfer(url, name));
        } catch (DeadlineExceededException e) {
            throw FetchException.of("not done within %s (--timeout)".formatted(Words.seconds(limit)), true, e);
        } catch (FetchException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("a transfer throws nothing else", e);
        }
    }

    private long transfer(Url url, String name) throws FetchException, InterruptedException {
        try (Reply reply = redirects.follow(url)) {
            if (reply.status() >= 300 || reply.status() == 206) {
                throw Reasons.ofStatus(reply);
            }
            return writer.save(reply, name);
        }
    }

    /** Ends the downloads under way, which fail, and removes their part files. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(cleanUp);
        } catch (IllegalStateException _) {
            // The JVM is ending: the hook has run or runs, and closing twice does no harm.
        }
        try (wire) {
            removeParts();
        }
    }

    private void removeParts() {
        folder.close();
        if (sent) {
            folder.sweep();
        }
    }

    /** A downloader as it is sent. */
    private record Sent(String name, FetchOptions options) implements Serializable {
        private static final Map<String, Downloader> ARRIVED = new ConcurrentHashMap<>();

        @Serial
        private Object readResolve() {
            return ARRIVED.computeIfAbsent(
                    name,
                    _ -> new Downloader(
                            name + "-" + Folder.newOwner(), options, new SystemTiming(), RandomGenerator.getDefault()));
        }
    }

    @Serial
    private Object writeReplace() {
        sent = true;
        return new Sent(name, options);
    }
}
