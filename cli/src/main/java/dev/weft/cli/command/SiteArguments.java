package dev.weft.cli.command;

import dev.weft.cli.site.SiteOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options of {@code weft serve --site}. */
final class SiteArguments {
    @Option(names = "--latency", paramLabel = "TIME", description = "How long a page makes its client wait (100ms).")
    private Duration latency = SiteOptions.standard().latency();

    @Option(names = "--size", paramLabel = "BYTES", description = "How long a page is (65536).")
    private int size = SiteOptions.standard().size();

    @Option(names = "--pages", paramLabel = "N", description = "How many pages there are (1000).")
    private int pages = SiteOptions.standard().pages();

    SiteOptions on(int port) {
        return SiteOptions.standard()
                .withPort(port)
                .withLatency(latency)
                .withSize(size)
                .withPages(pages);
    }
}
