package dev.weft.cli.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says failures in words that a person can act on, and whether they may pass. */
final class Reasons {
    /** How the alert of a TLS server that was asked without TLS looks as a status line. */
    private static final String TLS_ALERT = "Invalid status line: \"\u0015";

    private static final boolean PASSING = true;
    private static final boolean LASTING = false;

    /**
     * What a failure is called.
     *
     * @param type the type of an exception, which may be wrapped in others
     * @param text what its message contains
     * @param retryable whether the next attempt may succeed
     * @param words the reason, with places for what {@link Scene} knows
     */
    private record Row(Class<? extends Throwable> type, String text, boolean retryable, String words) {
        boolean fits(Throwable failure) {
            return type.isInstance(failure) && detail(failure).contains(text);
        }
    }

    /** The first row that fits any exception of the chain counts. */
    private static final List<Row> ROWS = List.of(
            new Row(RefusedCertificateException.class, "", LASTING, "the certificate of {server} {detail}"),
            new Row(StalledException.class, "", PASSING, "stalled: no byte for {stall}, {progress}"),
            new Row(UnknownHostException.class, "", PASSING, "unknown host: {host}"),
            new Row(UnresolvedAddressException.class, "", PASSING, "unknown host: {host}"),
            new Row(ConnectException.class, "Connection refused", PASSING, "connection refused by {peer}"),
            new Row(ConnectException.class, "", PASSING, "cannot connect to {peer}: {detail}"),
            new Row(NoRouteToHostException.class, "", PASSING, "cannot connect to {peer}: {detail}"),
            new Row(IOException.class, "Connection reset", PASSING, "connection reset {progress}"),
            new Row(IOException.class, "Broken pipe", PASSING, "connection reset {progress}"),
            new Row(EOFException.class, "", PASSING, "the connection ended {progress}"),
            new Row(
                    IOException.class,
                    "Tunnel failed, got: 50",
                    PASSING,
                    "{peer} opens no tunnel to {server}: {detail}"),
            new Row(IOException.class, "Tunnel failed", LASTING, "{peer} opens no tunnel to {server}: {detail}"),
            new Row(SSLException.class, "SSL message", LASTING, "no TLS at {server}: is it an http:// address?"),
            new Row(SSLException.class, "", LASTING, "TLS with {server} failed: {detail}"),
            new Row(ProtocolException.class, TLS_ALERT, LASTING, "{peer} speaks TLS: is it an https:// address?"),
            new Row(ProtocolException.class, "", LASTING, "what {peer} sent is not HTTP: {detail}"),
            new Row(SocketException.class, "", PASSING, "the connection failed {progress}: {detail}"),
            new Row(Throwable.class, "", LASTING, "failed {progress}: {detail}"));

    private Reasons() {}

    /** Returns the failure of a request that got no answer. */
    static FetchException noAnswer(Peer peer, Throwable failure, Duration stall) {
        return new Scene(peer, "before an answer", stall).reason(failure);
    }

    /** Returns the failure of an answer whose body broke off. */
    static FetchException brokenOff(Reply reply, Throwable failure, Duration stall) {
        String progress = reply.length() < 0
                ? "after %d bytes of the body".formatted(reply.body().received())
                : "after %d of %d bytes".formatted(reply.body().received(), reply.length());
        return new Scene(reply.peer(), progress, stall).reason(failure);
    }

    /** Returns the failure of an answer that is not a page: by its status. */
    static FetchException ofStatus(Reply reply) {
        String remedy = Optional.of(reply.peer())
                .filter(_ -> reply.status() == 407)
                .flatMap(Peer::proxy)
                .map(proxy -> ": the proxy %s wants another user:password@ in %s".formatted(proxy, proxy.variable()))
                .orElse("");
        return FetchException.ofStatus(
                Status.words(reply.status()) + remedy,
                Status.mayPass(reply.status()),
                reply.header("Retry-After").orElse(null));
    }

    /** Returns the failure to write {@code file}. */
    static FetchException notWritten(Path file, IOException failure) {
        return FetchException.of("cannot write %s: %s".formatted(file, ofFile(failure)), LASTING, failure);
    }

    /** Returns what is wrong with a file or folder. */
    static String ofFile(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException missing -> "no such file or folder: " + missing.getFile();
            case FileAlreadyExistsException taken -> taken.getFile() + " is there already, and is not a folder";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> detail(failure);
        };
    }

    private static String detail(Throwable failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }

    /**
     * Where a failure happened.
     *
     * @param peer who was asked
     * @param progress how far the answer had come
     * @param stall how long a byte was waited for
     */
    private record Scene(Peer peer, String progress, Duration stall) {

        FetchException reason(Throwable failure) {
            for (Row row : ROWS) {
                for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                    if (row.fits(cause)) {
                        return FetchException.of(words(row, cause), row.retryable(), failure);
                    }
                }
            }
            throw new AssertionError("the last row fits everything", failure);
        }

        private String words(Row row, Throwable failure) {
            return row.words()
                    .replace("{server}", peer.server())
                    .replace("{host}", peer.nearestHost())
                    .replace("{peer}", peer.nearest())
                    .replace("{progress}", progress)
                    .replace("{stall}", Words.seconds(stall))
                    .replace("{detail}", detail(failure));
        }
    }
}
