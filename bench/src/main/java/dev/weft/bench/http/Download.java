package dev.weft.bench.http;

import dev.weft.bench.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a downloader took.
 *
 * @param peakBytes the most memory that was resident, as far as the system still told before the end
 */
record Download(double seconds, double peakBytes) {
    private static final int LOOKS_EACH_MILLIS = 5;
    private static final String PEAK = "VmHWM:";

    /** Has {@code downloader} download files of {@code bytes} in all, each into one of its own, and removes them. */
    static Download measure(Downloader downloader, List<URI> uris, long bytes, Scratch scratch)
            throws IOException, InterruptedException {
        var folder = scratch.subfolder("downloads");
        var list = Files.writeString(scratch.folder().resolve("list"), downloader.list(uris));
        try {
            var download = run(downloader, downloader.command(list, folder));
            ensureComplete(downloader, folder, uris.size(), bytes);
            return download;
        } finally {
            Scratch.remove(folder);
        }
    }

    private static Download run(Downloader downloader, List<String> command) throws IOException, InterruptedException {
        var silent = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >/dev/null", "sh"));
        silent.addAll(command);
        long start = System.nanoTime();
        var process = Children.start(silent);
        double peakBytes = 0;
        do {
            peakBytes = Math.max(peakBytes, peakBytes(process));
        } while (!process.waitFor(LOOKS_EACH_MILLIS, TimeUnit.MILLISECONDS));
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "%s ended with status %d".formatted(downloader.title(), process.exitValue()));
        }
        return new Download(seconds, peakBytes);
    }

    private static double peakBytes(Process process) {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0); // it has ended, and nobody has heard of it yet
        } catch (IOException | UncheckedIOException _) {
            return 0; // it is gone, or this system has no such files
        }
    }

    private static void ensureComplete(Downloader downloader, Path folder, int files, long bytes) throws IOException {
        try (var paths = Files.walk(folder)) {
            var sizes = paths.filter(Files::isRegularFile)
                    .mapToLong(path -> path.toFile().length())
                    .summaryStatistics();
            if (sizes.getCount() != files || sizes.getSum() != bytes) {
                throw new IllegalStateException("%s left %d files of %d bytes, not %d of %d"
                        .formatted(downloader.title(), sizes.getCount(), sizes.getSum(), files, bytes));
            }
        }
    }
}
