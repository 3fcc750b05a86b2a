package dev.weft.http.internal.server;

import dev.weft.WaitInterruptedException;
import dev.weft.http.Content;
import dev.weft.http.WebSocket;
import dev.weft.http.WebSocketClosedException;

/** Holds conversations over WebSockets, and closes these after them. */
final class Conversations {
    private static final System.Logger LOG = System.getLogger("dev.weft.http");
    private static final int DONE = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int FAILED = 1011;

    private Conversations() {}

    /** Holds a conversation in the calling job, until it and the socket are over. */
    static void hold(String route, Content.Conversation conversation, WebSocket socket) {
        int code = DONE;
        try {
            conversation.with(socket);
            code = socket.closeCode() == GOING_AWAY ? GOING_AWAY : DONE; // the server may be closing it just now
        } catch (WebSocketClosedException e) {
            return; // by the client, or the network
        } catch (InterruptedException | WaitInterruptedException e) {
            code = GOING_AWAY;
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "the conversation of %s failed: closed with 1011".formatted(route), e);
            code = FAILED;
        }
        close(socket, code);
    }

    private static void close(WebSocket socket, int code) {
        try {
            socket.close(code, "");
        } catch (WaitInterruptedException | WebSocketClosedException e) {
            LOG.log(System.Logger.Level.DEBUG, "a WebSocket was cut off while it closed", e);
        }
    }

    /** Closes {@code socket}, since the server closes. */
    static void goAway(WebSocket socket) {
        try {
            socket.close(GOING_AWAY, "the server closes");
        } catch (WaitInterruptedException | WebSocketClosedException e) {
            LOG.log(System.Logger.Level.DEBUG, "a WebSocket was cut off while the server closed it", e);
        }
    }
}
