package dev.weft.cli.fetch;

import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import java.net.URI;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Downloads URLs into a folder: each whole under its final name, or not at all.
 *
 * <p>Works in the calling thread, which waits; any number of threads, of any kind, may download at the same time.
 * Interrupting a thread ends its download within moments and leaves nothing of it behind.
 */
public final class Downloader implements AutoCloseable {
    private final FetchOptions options;
    private final Timing timing;
    private final RetryPolicy retryPolicy;
    private final Folder folder;
    private final Wire wire;
    private final Redirects redirects;
    private final BodyWriter writer;
    private final Thread cleanUp;

    Downloader(FetchOptions options, Timing timing, RandomGenerator chance) {
        this.options = options;
        this.timing = timing;
        retryPolicy = new RetryPolicy(options.retries(), chance, timing);
        folder = new Folder(options.folder());
        wire = new Wire(Trust.context(options.cacert()), options.proxies(), options.stall());
        redirects = new Redirects(wire, options.maxRedirects());
        writer = new BodyWriter(folder, options.maxBytes(), options.stall());
        cleanUp = new Thread(folder::close, "weft-fetch-clean-up");
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
            folder.close();
        }
    }
}
