package dev.weft.process.internal.classes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Enumeration;

/**
 * Files next to classes, which loaders find by their paths. A worker asks for them as for classes, by a name that no class has:
 * a slash, how many of the same path come before it, another slash, the path.
 */
final class Resources {
    // What comes as one frame, to a worker that may have little memory.
    private static final int MOST_BYTES = 64 << 20;

    private Resources() {}

    /** Returns what to ask for. */
    static String request(int index, String path) {
        return "/" + index + "/" + path;
    }

    static boolean isRequest(String name) {
        return name.startsWith("/");
    }

    /** Returns the content of what is asked for, as {@code loader} finds it. */
    static ClassAnswer answer(ClassLoader loader, String request) throws IOException {
        int slash = request.indexOf('/', 1);
        var path = request.substring(slash + 1);
        var found = loader.getResources(path);
        int before = Integer.parseInt(request, 1, slash, 10);
        for (int i = 0; i < before && found.hasMoreElements(); i++) {
            found.nextElement();
        }
        return found.hasMoreElements()
                ? new ClassAnswer.Here(read(found))
                : new ClassAnswer.Missing("the program has no resource " + path);
    }

    private static byte[] read(Enumeration<URL> found) throws IOException {
        var url = found.nextElement();
        try (var in = url.openStream()) {
            var content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new IOException(
                        "%s has more than %d bytes, the most that is sent to a worker: put it on the workers' class path"
                                .formatted(url, MOST_BYTES));
            }
            return content;
        }
    }

    /** Returns {@code content} as a resource of loader {@code number}. */
    static URL url(int number, String path, byte[] content) {
        try {
            return URL.of(new URI("weft", "loader-" + number, "/" + path, null), new Handler(content));
        } catch (URISyntaxException | MalformedURLException e) {
            throw new UncheckedIOException("the resource %s has no URL".formatted(path), new IOException(e));
        }
    }

    /** Opens what has come already. */
    private static final class Handler extends URLStreamHandler {
        private final byte[] content;

        Handler(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }

                @Override
                public long getContentLengthLong() {
                    return content.length;
                }
            };
        }
    }
}
