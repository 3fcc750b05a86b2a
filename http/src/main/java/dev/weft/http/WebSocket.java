package dev.weft.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Messages both ways over one connection; the same on a client and on a server.
 *
 * <pre>{@code
 * for (Message message : socket) {
 *     switch (message) {
 *         case Message.Text text -> socket.send("you said " + text.text());
 *         case Message.Binary binary -> store(binary.bytes());
 *     }
 * }
 * }</pre>
 *
 * <p>Pings are answered by themselves. A reader that is slow holds the peer up, and a peer that is slow holds up whoever sends.
 * What breaks the protocol closes the connection with a code that says so, and is never delivered.
 *
 * <p>Any thread may send, and several at a time; messages are taken by one at a time.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/client_reference.html#clientwebsocketresponse">aiohttp's
 *     ClientWebSocketResponse</a>, from which we differ: a connection that is lost fails whoever reads, where there the loop just
 *     ends; and the limit of a message counts what was inflated
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455">RFC 6455</a>
 */
public interface WebSocket extends Iterable<Message>, AutoCloseable {

    /**
     * Sends a message of text, and waits while too much is on its way.
     *
     * @throws WebSocketClosedException if the socket is closed or lost, before or during the wait
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted while it waits; nothing is sent then
     */
    void send(String text);

    /** Sends a message of bytes, as {@link #send(String)} does; they are copied before it returns. */
    void send(byte[] bytes);

    /**
     * Sends a message of bytes that is read and sent bit by bit (in fragments), so that its length is bounded by nothing here.
     * Others who send wait until it is over.
     *
     * @throws IOException if {@code bytes} cannot be read; the message is cut off then, and the socket is closed with 1011
     * @throws WebSocketClosedException if the socket is closed or lost
     * @throws dev.weft.WaitInterruptedException if interrupted; the message is cut off then, and the socket is closed with 1011
     */
    void send(InputStream bytes) throws IOException;

    /** Sends a ping, for a peer that wants them; {@link WebSocketOptions#heartbeat} does so by itself. */
    void ping();

    /**
     * Waits for the next message and returns it; {@code null} once one of both has closed.
     *
     * @throws WebSocketClosedException if the connection was lost without a close (1006), or was closed here since the peer broke
     *     the protocol (1002), sent what is no UTF-8 (1007) or too long (1009); what came before was returned first
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted; no message is lost
     */
    @Nullable
    Message receive();

    /**
     * As {@link #receive()}, for no longer than {@code limit}.
     *
     * @throws dev.weft.WaitTimeoutException if the time ran out; no message is lost
     */
    @Nullable
    Message receive(Duration limit);

    /** Closes with 1000, as {@link #close(int, String)} does. */
    @Override
    default void close() {
        close(1000, "");
    }

    /**
     * Closes: what was sent goes out, then a close; waits until the peer has closed too, or
     * {@link WebSocketOptions#closeTimeout} has passed. Messages that have not been received are dropped. Closing again only waits.
     *
     * @param code 1000 (done), 1001 (going away), 1003, 1007 to 1014, or 3000 to 4999 (the application's own)
     * @param reason for the peer, at most 123 bytes of UTF-8
     * @throws IllegalArgumentException if the code may not be sent, or the reason is too long
     * @throws dev.weft.WaitInterruptedException if the caller is interrupted; the connection is cut then
     */
    void close(int code, String reason);

    /** Tells whether messages can still be sent. */
    boolean isOpen();

    /**
     * Returns how the socket was closed: the peer's code, or ours if we were first; 1005 for a peer's without code, 1006 if the
     * connection was lost, 0 while it is open.
     */
    int closeCode();

    /** Returns the reason for {@link #closeCode}; empty without. */
    String closeReason();

    /** Returns the sub-protocol that both agreed on; {@code null} without. */
    @Nullable
    String subProtocol();
}
