package dev.weft.cli.fetch;

import dev.weft.Progress;
import dev.weft.WaitInterruptedException;
import dev.weft.http.HttpException;
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
    private final transient Client client;
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
        client = new Client(options);
        writer = new BodyWriter(folder, options.maxBytes());
        cleanUp = new Thread(this::removeParts, "weft-fetch-clean-up");
        Runtime.getRuntime().addShutdownHook(cleanUp);
    }

    /**
     * Opens a downloader, with a shutdown hook that removes its part files if the JVM ends before {@link #close}.
     *
     * @throws IllegalArgumentException if the file with the authorities cannot be used, or a proxy; the message is for the user
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
        try (var response = client.get(url, Downloader::report)) {
            if (response.status() >= 300 || response.status() == 206) {
                throw Reasons.ofStatus(response);
            }
            return writer.save(response, name);
        } catch (HttpException e) {
            throw Reasons.of(e, options);
        } catch (WaitInterruptedException e) {
            // Used up, as by everything that throws the checked one.
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("interrupted while downloading").initCause(e);
        }
    }

    private static void report(long received, long length) {
        Progress.report(received, received <= length ? length : 0);
    }

    /** Ends the downloads under way, which fail, and removes their part files. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(cleanUp);
        } catch (IllegalStateException _) {
            // The JVM is ending: the hook has run or runs, and closing twice does no harm.
        }
        try (client) {
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
