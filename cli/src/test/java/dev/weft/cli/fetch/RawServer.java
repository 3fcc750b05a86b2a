package dev.weft.cli.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A server on loopback whose every byte a test writes, so that it can also break the protocol.
 *
 * <p>The script is called once for each request, on the connection's own thread; when it returns, the connection
 * stays open for the next one unless the script ended it.
 */
public final class RawServer implements AutoCloseable {

    /** What the server does with a request. */
    @FunctionalInterface
    public interface Script {
        void answer(Client client) throws Exception;
    }

    private final ServerSocket listener;
    private final String scheme;
    private final String greeting;
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch hangUp = new CountDownLatch(1);

    private RawServer(ServerSocket listener, String scheme, String greeting, Script script) {
        this.listener = listener;
        this.scheme = scheme;
        this.greeting = greeting;
        this.script = script;
        Thread.ofPlatform().daemon().name("raw-server").start(this::accept);
    }

    /** Starts a server for http. */
    public static RawServer http(Script script) {
        return new RawServer(listen(ServerSocketFactory.getDefault()), "http", "", script);
    }

    /** Starts a server for https. */
    public static RawServer https(SSLContext tls, Script script) {
        return new RawServer(listen(tls.getServerSocketFactory()), "https", "", script);
    }

    /** Starts a server of another protocol, which says something before it is asked. */
    public static RawServer speakingFirst(String greeting) {
        return new RawServer(listen(ServerSocketFactory.getDefault()), "http", greeting, Client::awaitHangUp);
    }

    /** Starts a server that gives every request the same answer. */
    public static RawServer answering(String answer) {
        return http(client -> client.send(answer));
    }

    private static ServerSocket listen(ServerSocketFactory factory) {
        try {
            return factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the URL of {@code path}, which starts with a slash. */
    public String url(String path) {
        return scheme + "://127.0.0.1:" + port() + path;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Returns the heads of the requests so far. */
    public List<String> requests() {
        return requests;
    }

    /** Waits until a client has ended a connection in {@link Client#awaitHangUp}. */
    public void awaitHangUp() throws InterruptedException {
        hangUp.await();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                Thread.ofPlatform().daemon().name("raw-server-connection").start(() -> serve(connection));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Client client = new Client(connection);
            client.send(greeting);
            while (client.readRequest()) {
                script.answer(client);
            }
        } catch (Exception _) {
            // The client has gone, or the test has ended.
        }
    }

    /** The other side of one connection, after a request. */
    public final class Client {
        private final Socket connection;
        private String request = "";

        private Client(Socket connection) {
            this.connection = connection;
        }

        /** Returns the head of the request, its lines ended by CR LF. */
        public String request() {
            return request;
        }

        /** Returns what was asked for: usually a path, for a proxy a URL or a host and port. */
        public String target() {
            return request.split(" ", 3)[1];
        }

        public void send(String text) throws IOException {
            send(text.getBytes(ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            connection.getOutputStream().write(bytes);
            connection.getOutputStream().flush();
        }

        /** Ends the connection in order. */
        public void end() throws IOException {
            connection.close();
        }

        /** Ends the connection with a reset. */
        public void reset() throws IOException {
            connection.setSoLinger(true, 0);
            connection.close();
        }

        /** Says nothing more until the client has ended the connection. */
        public void awaitHangUp() throws IOException {
            try {
                connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            } finally {
                hangUp.countDown();
            }
        }

        /** Connects the client with the server at {@code port} of this machine, until either ends it. */
        public void joinWith(int port) throws IOException, InterruptedException {
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                connections.add(server);
                Thread back = Thread.ofPlatform().daemon().start(() -> pump(server, connection));
                pump(connection, server);
                back.join();
            }
        }

        private static void pump(Socket from, Socket to) {
            try (to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException _) {
                // Ended by the other direction.
            }
        }

        private boolean readRequest() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            InputStream in = connection.getInputStream();
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    return false;
                }
                head.write(b);
            }
            request = head.toString(ISO_8859_1);
            requests.add(request);
            return true;
        }
    }
}
