package dev.weft.http.internal.tcp;

import dev.weft.http.Phase;
import dev.weft.http.TcpConnectException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Why a connection did not come about, in words that say what to look at. */
final class Failures {
    private Failures() {}

    static TcpConnectException of(String target, Phase phase, Throwable reason) {
        if (phase == Phase.TLS || reason instanceof SSLException) {
            return ofTls("TLS with " + target, reason);
        }
        var remedy = switch (reason) {
            case UnknownHostException _ -> "is the name right?";
            case ConnectException _ -> "does something listen there?";
            case NoRouteToHostException _ -> "is the network there?";
            default -> "";
        };
        return new TcpConnectException(
                phase,
                "cannot connect to %s, %s: %s%s"
                        .formatted(target, phase, reason.getMessage(), remedy.isEmpty() ? "" : "; " + remedy),
                reason);
    }

    static TcpConnectException ofTls(String what, Throwable reason) {
        var root = reason;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new TcpConnectException(
                Phase.TLS, "%s failed in %s: %s".formatted(what, Phase.TLS, root.getMessage()), reason);
    }
}
