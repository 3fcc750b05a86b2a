package dev.weft.examples;

import dev.weft.Futures;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.loop.Loop;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Downloads with code that would hold the loop, on threads beside it: the notebook's cells In [64] and In [65].
 *
 * <p>There, everything that blocks goes to an executor. Here only what does not suspend has to: this download writes a file.
 * It takes the folder to save to and the pages' URLs.
 */
public final class LoopAndBlockingDownloads {

    private LoopAndBlockingDownloads() {}

    static void main(String[] args) {
        var folder = Path.of(args[0]);
        var urls = Arrays.stream(args).skip(1).map(URI::create).toList();
        try (var downloads = new Downloads(folder, urls);
                Pool pool = ThreadPool.open()) {
            // In [65]
            Loop.run(() -> download(downloads, urls, pool));
        }
    }

    /** In [64]. */
    static void download(Downloads downloads, List<URI> urls, Pool pool) {
        var loop = Loop.current();
        // A task of each download that blocks its thread.
        var futures = urls.stream()
                .map(url -> loop.on(pool, () -> downloads.download(url)))
                .toList();
        for (var result : Futures.gather(futures).result()) {
            IO.println(result);
        }
    }
}
