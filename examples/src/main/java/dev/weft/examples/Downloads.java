package dev.weft.examples;

import static dev.weft.examples.ElapsedTime.elapsedTime;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.Futures;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Downloads pages one after the other, then several at a time: the notebook's cells In [19] to In [25], and those on threads
 * that follow.
 *
 * <p>It takes the folder to save to and the pages' URLs. For downloads in earnest, with retries, time-outs and nothing
 * half-written, there is {@code weft fetch}.
 */
public final class Downloads implements AutoCloseable {
    private final Path folder;
    private final List<URI> urls;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    /** What a download gives, In [21]. */
    record Download(URI url, Path path) {}

    Downloads(Path folder, List<URI> urls) {
        this.folder = folder;
        this.urls = urls;
    }

    static void main(String[] args) throws Exception {
        // In [19]
        var urls = Arrays.stream(args).skip(1).map(URI::create).toList();
        try (var downloads = new Downloads(Path.of(args[0]), urls)) {
            // In [22]: does it work?
            IO.println(downloads.download(urls.getFirst()));
            // In [25]
            elapsedTime("getSequential", downloads::getSequential);
            // the cell after "as_completed"
            elapsedTime("getMultiThread", downloads::getMultiThread);
        }
    }

    /** Saves the page under the MD5 of its URL, In [21]. */
    Download download(URI url) throws IOException, InterruptedException {
        // No / or the like gets into the name.
        var path = folder.resolve(md5(url.toString()));
        var response = client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
        if (response.statusCode() >= 400) {
            throw new IOException("%s answered with status %d".formatted(url, response.statusCode()));
        }
        Files.write(path, response.body());
        return new Download(url, path);
    }

    /** One after the other, In [24]. */
    void getSequential() throws IOException, InterruptedException {
        for (var url : urls) {
            IO.println(download(url));
        }
    }

    /** Three at a time, and each is printed as it completes. */
    void getMultiThread() {
        try (Pool pool = ThreadPool.open(3)) {
            var futures =
                    urls.stream().map(url -> pool.submit(() -> download(url))).toList();
            for (var future : Futures.asCompleted(futures)) {
                IO.println(future.result());
            }
        }
    }

    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
