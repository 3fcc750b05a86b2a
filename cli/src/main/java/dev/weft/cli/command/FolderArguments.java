package dev.weft.cli.command;

import dev.weft.cli.Listening;
import dev.weft.cli.fetch.Words;
import dev.weft.http.AccessLog;
import dev.weft.http.HttpServer;
import dev.weft.http.Routes;
import dev.weft.http.StaticFiles;
import dev.weft.http.Tls;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code weft serve DIR}. */
final class FolderArguments {
    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Where to listen: 127.0.0.1, which only this machine reaches, unless told otherwise;"
                    + " 0.0.0.0 for every network that this machine is in.")
    private String host = "127.0.0.1";

    @Option(
            names = "--cert",
            paramLabel = "PEM",
            description =
                    "Speak TLS (https, HTTP/2) with the certificate in this file, and what leads up to its authority.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "PEM", description = "The certificate's private key (in the same file).")
    private @Nullable Path key;

    @Option(
            names = "--index",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Answer for a folder without an index.html with a list of what is in it (yes).")
    private boolean index = true;

    @Option(names = "--hidden", description = "Serve what has a name that begins with a dot, too.")
    private boolean hidden;

    @Option(names = "--follow-links", description = "Follow symbolic links that lead out of the folder, too.")
    private boolean followLinks;

    @Option(names = "--quiet", description = "No access log.")
    private boolean quiet;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            description = "How long Ctrl-C and SIGTERM let downloads come to their end (10s).")
    private Duration grace = Duration.ofSeconds(10);

    /**
     * Opens the server.
     *
     * @throws IOException if it cannot listen there
     * @throws IllegalArgumentException if {@code folder} is none, or what the options name cannot be used
     */
    HttpServer open(Path folder, int port, PrintWriter log) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("%s is no folder that can be served".formatted(folder)
                    + (Files.exists(folder) ? "" : ": there is nothing of that name"));
        }
        var files =
                StaticFiles.of(folder).listing(index).followLinks(followLinks).hidden(hidden);
        var server = HttpServer.builder().host(host).port(port).shutdownGrace(grace);
        var tls = tls();
        if (tls != null) {
            server.tls(tls);
        }
        if (!quiet) {
            server.accessLog(AccessLog.to(log));
        }
        return Listening.open(server, Routes.create().files("", files), host, port);
    }

    private @Nullable Tls tls() {
        if (certificate == null) {
            if (key != null) {
                throw new IllegalArgumentException("--key is of no use without --cert");
            }
            return null;
        }
        return Tls.ofCertificate(certificate, key == null ? certificate : key);
    }

    /** Returns a warning, in a line, if others than this machine can reach the server; {@code null} if they cannot. */
    @Nullable
    String warning(Path folder) throws UnknownHostException {
        return InetAddress.getByName(host).isLoopbackAddress()
                ? null
                : "weft: whoever can reach this machine can read what is in %s (--host %s)".formatted(folder, host);
    }

    /** Returns the address to ask from this machine. */
    URI address(HttpServer server) throws UnknownHostException {
        var uri = server.uri();
        return InetAddress.getByName(host).isAnyLocalAddress()
                ? URI.create("%s://localhost:%d/".formatted(uri.getScheme(), uri.getPort()))
                : uri.resolve("/");
    }

    /** Returns how long what is under way has at the end, in words. */
    String grace() {
        return Words.seconds(grace);
    }
}
