package dev.weft.cli.command;

import dev.weft.cli.site.Site;
import dev.weft.http.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Serves the files of a folder, or the site that 'weft compare' downloads from.",
            "Until Ctrl-C or SIGTERM, and to this machine only, unless told otherwise."
        },
        footer = {
            "",
            "A line on stdout for each request, in Apache's combined format. A file is sent whole or by a range, and not"
                    + " again where the client has it; 'a.js.br', 'a.js.zst' or 'a.js.gz' goes in place of 'a.js' where it"
                    + " is at least as new and the client takes it. A folder's list is ordered by name, folders first.",
            "",
            "Examples:",
            "  weft serve .",
            "  weft serve public --host 0.0.0.0 --port 8443 --cert cert.pem --key key.pem",
            "  weft serve --site --port 8080 --latency 250ms",
            "  curl 'http://127.0.0.1:8080/page/1?size=1000&latency=2s'"
        })
public final class ServeCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 8000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The folder whose files are served.")
    private @Nullable Path folder;

    @Option(names = "--site", description = "Serve the built-in site.")
    private boolean site;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where to listen; 0 for any free port (8000, for the site any free one).")
    private @Nullable Integer port;

    @ArgGroup(validate = false, heading = "For a folder:%n")
    private @Nullable FolderArguments ofFolder;

    @ArgGroup(validate = false, heading = "For the site:%n")
    private @Nullable SiteArguments ofSite;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (folder != null && !site) {
            ensureNone(ofSite, "--latency, --size and --pages are of --site, and do nothing for a folder");
            return serveFolder(folder, ofFolder == null ? new FolderArguments() : ofFolder);
        } else if (site && folder == null) {
            ensureNone(ofFolder, "--site takes --port, --latency, --size and --pages only");
            return serveSite(ofSite == null ? new SiteArguments() : ofSite);
        }
        throw wrong(
                site
                        ? "serve either a folder or --site: each is a server of its own"
                        : "nothing to serve: name a folder, such as '.', or say --site for the built-in site");
    }

    private void ensureNone(@Nullable Object arguments, String words) {
        if (arguments != null) {
            throw wrong(words);
        }
    }

    private ParameterException wrong(String words) {
        return new ParameterException(spec.commandLine(), words);
    }

    private int serveSite(SiteArguments arguments) throws IOException, InterruptedException {
        try (var opened = Site.open(arguments.on(port == null ? 0 : port));
                var end = new End()) {
            var out = spec.commandLine().getOut();
            out.println(opened.uri());
            out.flush();
            err().println("serving %d pages, %s; Ctrl-C ends"
                    .formatted(opened.options().pages(), opened.uri(1)));
            return end.await();
        }
    }

    private int serveFolder(Path shown, FolderArguments arguments) throws IOException, InterruptedException {
        try (var end = new End();
                var server = arguments.open(
                        shown,
                        port == null ? USUAL_PORT : port,
                        spec.commandLine().getOut())) {
            var warning = arguments.warning(shown);
            if (warning != null) {
                err().println(warning);
            }
            err().println("serving %s at %s; Ctrl-C ends".formatted(shown, arguments.address(server)));
            int code = end.await();
            tellWhatIsUnderWay(server, arguments);
            return code;
        }
    }

    private void tellWhatIsUnderWay(HttpServer server, FolderArguments arguments) {
        int count = server.statistics().requestsInProgress();
        if (count > 0) {
            err().println("ending: %d under way, for which there are %s; Ctrl-C again ends at once"
                    .formatted(count, arguments.grace()));
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
