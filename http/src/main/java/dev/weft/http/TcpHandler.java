package dev.weft.http;

/** What a {@link TcpServer} does with a connection. */
@FunctionalInterface
public interface TcpHandler {
    /**
     * Speaks with a client, whose stream is closed afterwards.
     *
     * @throws Exception if it fails: the stream is reset, so that the client sees that it failed, and the failure is the job's
     */
    void handle(TcpStream stream) throws Exception;
}
