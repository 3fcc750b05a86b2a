package dev.weft.cli.command;

import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.Job;
import dev.weft.Pool;
import dev.weft.cli.Place;
import dev.weft.cli.fetch.BatchReader;
import dev.weft.cli.fetch.ByteSize;
import dev.weft.cli.fetch.Downloader;
import dev.weft.cli.fetch.EndingInput;
import dev.weft.cli.fetch.FetchOptions;
import dev.weft.cli.fetch.NameBy;
import dev.weft.cli.fetch.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft fetch}. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Downloads many URLs at once, each into a file of its own.",
        footer = {
            "",
            "A line on stdout for each file, as it is whole: URL, path, bytes and milliseconds, with tabs between.",
            "A line on stderr for each failure: URL: reason. No partial file is left, whatever happens.",
            "Proxies: by http_proxy, https_proxy, all_proxy and no_proxy; http:// and socks5:// ones.",
            "",
            "Examples:",
            "  weft fetch https://example.org/ https://example.com/ -d pages",
            "  weft fetch -i urls.txt --on virtual -j 100 --retries 3 --timeout 30s --deadline 10m",
            "  weft fetch -i urls.txt --on processes -j 4",
            "  weft fetch -i urls.txt --on loop -j 1000",
            "  weft fetch https://intranet/report --cacert company-ca.pem --name-by url"
        })
public final class FetchCommand implements Callable<Integer> {
    private static final int MOST_AT_ONCE = 64;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "URL",
            arity = "0..*",
            description = "What to download; the same URL twice is downloaded once.")
    private List<String> urls = new ArrayList<>();

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description = "Read more URLs from a file, one a line; - for stdin.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = {"-d", "--directory"},
            paramLabel = "DIR",
            description = "Where the files go; made if it is not there (default: here).")
    private Path folder = Path.of(".");

    @Option(names = "--name-by", paramLabel = "md5|url", description = "How files are named (md5).")
    private NameBy nameBy = NameBy.MD5;

    @Option(
            names = "--on",
            paramLabel = "PLACE",
            completionCandidates = Place.Words.class,
            description = "Where: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Place on = Place.THREADS;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            description = "How many downloads at once; with --on processes, in as many worker JVMs.")
    private @Nullable Integer jobs;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "The longest time for one request (no limit; 60 s without a byte end it always).")
    private @Nullable Duration timeout;

    @Option(names = "--deadline", paramLabel = "TIME", description = "The longest time for everything (no limit).")
    private @Nullable Duration deadline;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "0",
            description = "How often to try again what may succeed later (${DEFAULT-VALUE}).")
    private int retries;

    @Option(
            names = "--max-redirects",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many redirects to follow (${DEFAULT-VALUE}).")
    private int maxRedirects;

    @Option(
            names = "--max-bytes",
            paramLabel = "SIZE",
            description = "The longest file, such as 5MB; decoded bytes count (no limit).")
    private @Nullable String maxBytes;

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description = "Trust the certificate authorities in this PEM file, instead of the platform's.")
    private @Nullable Path cacert;

    @Option(names = "--json", description = "Print one JSON object a row, failures too.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (urls.isEmpty() && inputs.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "nothing to fetch: give URLs, or a file of them by -i");
        }
        int atOnce = jobs == null ? on.jobsAtOnce(MOST_AT_ONCE) : jobs;
        if (atOnce < 1) {
            throw new IllegalArgumentException("-j must be at least 1, was " + atOnce);
        }
        var line = spec.commandLine();
        var end = deadline == null ? null : Deadline.after(deadline);
        try (var downloader = Downloader.open(options());
                var report = new FetchReport(line.getOut(), line.getErr(), json);
                var all = allUrls(report, end);
                var opened = on.openForDownloads(atOnce)) {
            var pool = opened.pool();
            var limited = pool.limit(atOnce);
            var submitting = new FutureTask<>(() -> submitAll(all, downloader, limited, report, end), true);
            try (var ctrlC = new CtrlC(() -> {
                report.interrupt();
                pool.shutdownNow();
                submitting.cancel(true);
            })) {
                try (limited) {
                    awaitSubmitted(submitting);
                }
                report.awaitTold();
                if (ctrlC.pressed()) {
                    report.summarize();
                    return Failures.INTERRUPTED;
                }
            }
            return report.failures() == 0 ? 0 : 1;
        }
    }

    /** Has the URLs read by a daemon thread: a read from a terminal or pipe cannot be interrupted, and must not hold Ctrl-C up. */
    private static void awaitSubmitted(FutureTask<?> submitting) throws Exception {
        var reader = new Thread(submitting, "weft-fetch-urls");
        reader.setDaemon(true);
        reader.start();
        try {
            submitting.get();
        } catch (CancellationException _) {
            // Ctrl-C
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private FetchOptions options() {
        var options = FetchOptions.standard()
                .withFolder(folder)
                .withNameBy(nameBy)
                .withRetries(retries)
                .withMaxRedirects(maxRedirects)
                .withProxies(System.getenv());
        options = timeout == null ? options : options.withTimeout(timeout);
        options = maxBytes == null ? options : options.withMaxBytes(ByteSize.parse(maxBytes));
        return cacert == null ? options : options.withCacert(cacert);
    }

    /** Submits a job for each URL as they are read; the report hears how they end. */
    private static void submitAll(
            Stream<String> all, Downloader downloader, Pool pool, FetchReport report, @Nullable Deadline end) {
        all.forEach(url -> {
            report.found();
            var download = timed(pool, end).submit(Job.repeatable(() -> downloader.fetch(url)));
            report.follow(url, download, reason -> inWords(reason, end));
        });
    }

    /** Returns {@code pool} with the time that is left. */
    private static Pool timed(Pool pool, @Nullable Deadline end) {
        return end == null ? pool : pool.within(Duration.ofNanos(Math.max(1, end.remainingNanos())));
    }

    private static Throwable inWords(Throwable reason, @Nullable Deadline end) {
        return end != null && reason instanceof DeadlineExceededException ? late("done", end, reason) : reason;
    }

    private static DeadlineExceededException late(String what, Deadline end, @Nullable Throwable cause) {
        return new DeadlineExceededException(
                "not %s when the %s for everything were over (--deadline)".formatted(what, Words.seconds(end.length())),
                cause);
    }

    private Stream<String> allUrls(FetchReport report, @Nullable Deadline end) {
        var standardInput = end == null
                ? System.in
                : new EndingInput(System.in, end, () -> report.failed("-i -", late("read to its end", end, null)));
        var streams = new ArrayList<Stream<String>>();
        streams.add(urls.stream());
        for (var input : inputs) {
            streams.add(BatchReader.open(input, standardInput));
        }
        return streams.stream().flatMap(stream -> stream).distinct();
    }
}
