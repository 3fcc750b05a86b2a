package dev.weft.cli.fetch;

import dev.weft.http.BodyException;
import dev.weft.http.ClientResponse;
import dev.weft.http.ConnectFailedException;
import dev.weft.http.DisconnectedException;
import dev.weft.http.HttpException;
import dev.weft.http.HttpTimeoutException;
import dev.weft.http.Phase;
import dev.weft.http.ProtocolException;
import dev.weft.http.RedirectException;
import dev.weft.http.StatusException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says failures in words that a person can act on, with the command's options as remedies, and whether they may pass. */
final class Reasons {
    private static final boolean PASSING = true;
    private static final boolean LASTING = false;

    private Reasons() {}

    /** Returns the failure of a request. */
    static FetchException of(HttpException failure, FetchOptions options) {
        return switch (failure) {
            case HttpTimeoutException late -> late(late, options);
            case ConnectFailedException none when none.phase() == Phase.TLS -> untrusted(none);
            case ConnectFailedException none -> FetchException.of(words(none), PASSING, none);
            case DisconnectedException broken -> FetchException.of(words(broken), PASSING, broken);
            case RedirectException wrong -> redirect(wrong, options.maxRedirects());
            case BodyException wrong -> FetchException.of(words(wrong), LASTING, wrong);
            case ProtocolException wrong -> FetchException.of(words(wrong), LASTING, wrong);
            case StatusException wrong ->
                FetchException.of(Status.words(wrong.status()), Status.mayPass(wrong.status()), wrong);
        };
    }

    private static FetchException late(HttpTimeoutException failure, FetchOptions options) {
        boolean whole = options.timeout().filter(failure.limit()::equals).isPresent();
        var words = whole
                ? "not done within %s (--timeout)".formatted(Words.seconds(failure.limit()))
                : "stalled: no byte for %s while %s".formatted(Words.seconds(failure.limit()), failure.phase());
        return FetchException.of(words, PASSING, failure);
    }

    private static FetchException untrusted(ConnectFailedException failure) {
        boolean stranger = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            stranger |= cause instanceof CertPathBuilderException;
        }
        return FetchException.of(words(failure) + (stranger ? " (--cacert FILE)" : ""), LASTING, failure);
    }

    private static FetchException redirect(RedirectException failure, int most) {
        var words = failure.trail().size() >= most
                ? "too many redirects: %d followed (--max-redirects), and %s leads on".formatted(most, failure.uri())
                : words(failure);
        return FetchException.of(words, LASTING, failure);
    }

    /** Returns what the client says, without the request that it begins with where that is the user's own. */
    private static String words(HttpException failure) {
        var words = Objects.requireNonNullElse(failure.getMessage(), "failed while " + failure.phase());
        var request = "GET " + failure.uri() + " ";
        return words.startsWith(request) ? words.substring(request.length()) : words;
    }

    /** Returns the failure of an answer that is not a page: by its status. */
    static FetchException ofStatus(ClientResponse response) {
        int status = response.status();
        return FetchException.ofStatus(
                Status.words(status) + more(status, response.header("Location")),
                Status.mayPass(status),
                response.header("Retry-After"));
    }

    private static String more(int status, @Nullable String location) {
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                location == null
                        ? ": a redirect without a Location"
                        : " leads to %s, and no redirect is followed (--max-redirects)".formatted(location);
            case 407 -> ": give the proxy's variable another user:password@";
            default -> "";
        };
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
            default ->
                Objects.requireNonNullElse(
                        failure.getMessage(), failure.getClass().getSimpleName());
        };
    }
}
