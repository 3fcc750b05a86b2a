package dev.weft.cli.command;

import dev.weft.cli.site.Site;
import dev.weft.cli.site.SiteOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weft serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Serves the site that 'weft compare' downloads from, on this machine only, until Ctrl-C.",
        footer = {
            "",
            "Examples:",
            "  weft serve --site --port 8080 --latency 250ms",
            "  curl 'http://127.0.0.1:8080/page/1?size=1000&latency=2s'"
        })
public final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--site", description = "Serve the built-in site: the only thing to serve so far.")
    private boolean site;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where to listen; 0, the default, for any free port.")
    private int port;

    @Option(names = "--latency", paramLabel = "TIME", description = "How long a page makes its client wait (100ms).")
    private Duration latency = Duration.ofMillis(100);

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "65536",
            description = "How long a page is (${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--pages",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many pages there are (${DEFAULT-VALUE}).")
    private int pages;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!site) {
            throw new ParameterException(spec.commandLine(), "nothing to serve: say --site for the built-in site");
        }
        var options = SiteOptions.standard()
                .withPort(port)
                .withLatency(latency)
                .withSize(size)
                .withPages(pages);
        var end = new CountDownLatch(1);
        try (var opened = Site.open(options);
                var _ = new CtrlC(end::countDown)) {
            var out = spec.commandLine().getOut();
            out.println(opened.uri());
            out.flush();
            spec.commandLine().getErr().println("serving %d pages, %s; Ctrl-C ends".formatted(pages, opened.uri(1)));
            end.await();
        }
        return Failures.INTERRUPTED;
    }
}
