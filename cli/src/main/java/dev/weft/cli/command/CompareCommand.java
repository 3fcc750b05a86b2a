package dev.weft.cli.command;

import dev.weft.cli.compare.Comparison;
import dev.weft.cli.compare.ComparisonTable;
import dev.weft.cli.compare.DownloadWork;
import dev.weft.cli.compare.FibonacciWork;
import dev.weft.cli.compare.Measurement;
import dev.weft.cli.compare.Work;
import dev.weft.cli.fetch.BatchReader;
import dev.weft.cli.fetch.Downloader;
import dev.weft.cli.fetch.FetchOptions;
import dev.weft.cli.site.Site;
import dev.weft.cli.site.SiteOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the same downloads and Fibonacci numbers on every pool, and says which to take for what.",
            "The results are checked. The downloads come from a built-in site on this machine."
        },
        footer = {"", "Examples:", "  weft compare", "  weft compare --quick --json", "  weft compare -i urls.txt"})
public final class CompareCommand implements Callable<Integer> {
    private static final int PAGE_BYTES = 64 << 10;

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Less of everything: ends within 15 s on two processors.")
    private boolean quick;

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description = "Download these URLs instead, one a line; - for stdin.")
    private @Nullable String input;

    @Option(names = "--json", description = "Print one JSON object a row.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (var ctrlC = new CtrlC(Thread.currentThread()::interrupt)) {
            return ctrlC.exitCodeOf(this::compare);
        }
    }

    private int compare() throws IOException {
        var comparison = new Comparison(quick ? 1 : 3);
        boolean right = compareDownloads(comparison);
        int processors = Runtime.getRuntime().availableProcessors();
        right &= print(comparison.measure(new FibonacciWork(quick ? 300_000 : 500_000, 2 * processors)));
        return right ? 0 : 1;
    }

    private boolean compareDownloads(Comparison comparison) throws IOException {
        var folder = Files.createTempDirectory("weft-compare-");
        var options = FetchOptions.standard().withFolder(folder).withProxies(System.getenv());
        try (var downloader = Downloader.open(options)) {
            if (input != null) {
                return print(comparison.measure(ownDownloads(input, downloader)));
            }
            try (var site = Site.open(siteOptions())) {
                return print(comparison.measure(siteDownloads(site, downloader)));
            }
        } finally {
            delete(folder);
        }
    }

    private SiteOptions siteOptions() {
        return SiteOptions.standard()
                .withPages(quick ? 20 : 40)
                .withSize(PAGE_BYTES)
                .withLatency(Duration.ofMillis(100));
    }

    private static Work siteDownloads(Site site, Downloader downloader) {
        int pages = site.options().pages();
        Map<String, String> digests = IntStream.rangeClosed(1, pages)
                .boxed()
                .collect(Collectors.toMap(page -> site.uri(page).toString(), page -> Site.digest(page, PAGE_BYTES)));
        var urls = IntStream.rangeClosed(1, pages)
                .mapToObj(page -> site.uri(page).toString())
                .toList();
        var description = "%d downloads of %d KiB, each %d ms away"
                .formatted(pages, PAGE_BYTES >> 10, site.options().latency().toMillis());
        return new DownloadWork(urls, description, digests, downloader);
    }

    private static Work ownDownloads(String source, Downloader downloader) {
        List<String> urls;
        try (var lines = BatchReader.open(source, System.in)) {
            urls = lines.toList();
        }
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("-i %s has no URL".formatted(source));
        }
        return new DownloadWork(urls, "%d downloads from %s".formatted(urls.size(), source), Map.of(), downloader);
    }

    /** Prints what was measured, and tells whether all was right. */
    private boolean print(List<Measurement> rows) {
        var out = spec.commandLine().getOut();
        if (json) {
            rows.forEach(row -> Rows.print(out, row(rows, row)));
        } else {
            boolean unicode = System.out.charset().equals(StandardCharsets.UTF_8);
            new ComparisonTable(out, spec.commandLine().getColorScheme(), unicode ? "█" : "#").print(rows);
        }
        return rows.stream().allMatch(Measurement::ok);
    }

    private static Map<String, Object> row(List<Measurement> rows, Measurement row) {
        var object = new LinkedHashMap<String, Object>();
        object.put("work", row.work().bound().toLowerCase(Locale.ROOT).replace("/", ""));
        object.put("on", row.place().toString());
        object.put("workers", row.workers());
        object.put("jobs", row.work().jobs());
        object.put("seconds", row.seconds());
        object.put("speedup", ComparisonTable.speedUp(rows, row));
        object.put("ok", row.ok());
        return object;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
