package dev.weft.bench.http;

import dev.weft.bench.Children;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An nginx that serves a folder on the loopback, with a configuration of its own, in one process. */
final class Nginx implements AutoCloseable {
    private static final int TRIES = 500;
    // A shell that waits for the end of its input, which comes with the end of this JVM, and then ends what it started.
    private static final String WITH_INPUT = "\"$@\" & read -r _; kill $!; wait $!";

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Serves {@code site}, keeping its own files in {@code folder}; {@code prefix} begins its command. */
    static Nginx serve(Path site, Path folder, List<String> prefix) throws IOException, InterruptedException {
        int port = freePort();
        var configuration = Files.writeString(folder.resolve("nginx.conf"), configuration(site, folder, port));
        var command = new ArrayList<>(prefix);
        command.addAll(List.of("sh", "-c", WITH_INPUT, "sh", "nginx", "-e", "stderr", "-c", configuration.toString()));
        var nginx = new Nginx(Children.start(command), port);
        nginx.awaitListening();
        return nginx;
    }

    private static String configuration(Path site, Path folder, int port) {
        return """
            daemon off;
            master_process off;
            error_log stderr warn;
            pid %1$s/nginx.pid;
            events { worker_connections 4096; }
            http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                keepalive_requests 1000000000;
                client_body_temp_path %1$s/temp;
                proxy_temp_path %1$s/temp;
                fastcgi_temp_path %1$s/temp;
                uwsgi_temp_path %1$s/temp;
                scgi_temp_path %1$s/temp;
                server {
                    listen 127.0.0.1:%3$d;
                    root %2$s;
                }
            }
            """.formatted(folder, site, port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            if (!process.isAlive()) {
                throw new IllegalStateException("nginx ended with status " + process.exitValue());
            }
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException _) {
                Thread.sleep(10); // it does not listen yet
            }
        }
        close();
        throw new IllegalStateException("nginx does not listen on port %d after %d tries".formatted(port, TRIES));
    }

    /** Returns the address of a file of the site. */
    URI uri(String file) {
        return URI.create("http://127.0.0.1:%d/%s".formatted(port, file));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
