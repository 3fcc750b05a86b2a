package dev.weft.cli.compare;

import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.Job;
import dev.weft.Pool;
import dev.weft.cli.Place;
import dev.weft.cli.fetch.Downloader;
import dev.weft.cli.fetch.FetchException;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The chapter's I/O job: downloads, each checked by the digest of what has arrived.
 *
 * <p>Where a digest is not known before, as for a user's own URLs, the first download of a URL gives it.
 */
public final class DownloadWork implements Work {
    private final List<String> urls;
    private final String description;
    private final Downloader downloader;
    private final Map<String, String> digests;

    /** Makes a job of each URL; {@code digests} has the SHA-256 of those that are known. The downloader is not closed. */
    public DownloadWork(List<String> urls, String description, Map<String, String> digests, Downloader downloader) {
        this.urls = List.copyOf(urls);
        this.description = description;
        this.digests = new ConcurrentHashMap<>(digests);
        this.downloader = downloader;
    }

    @Override
    public String bound() {
        return "I/O";
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int jobs() {
        return urls.size();
    }

    @Override
    public int jobsAtOnce(Place place) {
        return place.jobsAtOnce(urls.size());
    }

    @Override
    public Place.Opened open(Place place, int jobsAtOnce) {
        return place.openForDownloads(jobsAtOnce);
    }

    @Override
    public boolean run(Pool pool, int count) {
        var chosen = urls.subList(0, count);
        var arrived = Futures.gather(
                        chosen.stream().map(url -> submit(pool, url)).toList())
                .result();
        boolean right = true;
        for (int i = 0; i < count; i++) {
            right &= isRight(chosen.get(i), arrived.get(i));
        }
        return right;
    }

    private Future<String> submit(Pool pool, String url) {
        var own = downloader; // the work itself cannot be sent
        return pool.submit(Job.repeatable(() -> fetch(own, url)));
    }

    /** Downloads {@code url} and returns the digest of what has arrived. */
    private static String fetch(Downloader downloader, String url) throws IOException, InterruptedException {
        try {
            return digest(Files.readAllBytes(downloader.fetch(url).path()));
        } catch (FetchException e) {
            throw new IOException(url + ": " + e.getMessage(), e);
        }
    }

    private boolean isRight(String url, String digest) {
        var known = digests.putIfAbsent(url, digest);
        return known == null || known.equals(digest);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @Override
    public String reasonFor(Place place) {
        return switch (place) {
            case SEQUENTIAL -> "these answers come so fast that there is nothing to wait for meanwhile";
            case THREADS -> "a job mostly waits, and the few threads were enough for these";
            case VIRTUAL ->
                "a job mostly waits, a waiting virtual thread costs next to nothing, and all can wait at once";
            case PROCESSES -> "a job mostly waits, and the few workers were enough for these";
            case LOOP -> "a job mostly waits, and one thread was enough for all of them, as they wait at once";
        };
    }
}
