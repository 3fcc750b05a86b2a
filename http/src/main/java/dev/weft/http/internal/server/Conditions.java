package dev.weft.http.internal.server;

import dev.weft.http.Request;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of a file already, and whether that is the file that there is.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2">RFC 9110, section 13.2.2</a>, whose order this is
 */
final class Conditions {
    /** What follows. */
    enum Outcome {
        SEND,
        NOT_MODIFIED,
        PRECONDITION_FAILED
    }

    private final Request request;
    private final String etag;
    private final Instant modified;

    /**
     * Compares with a file.
     *
     * @param etag strong, with its quotes
     * @param modified to the second
     */
    Conditions(Request request, String etag, Instant modified) {
        this.request = request;
        this.etag = etag;
        this.modified = modified;
    }

    Outcome outcome() {
        var match = request.header("If-Match");
        if (match != null ? !lists(match, false) : isModifiedAfter("If-Unmodified-Since")) {
            return Outcome.PRECONDITION_FAILED;
        }
        var noneMatch = request.header("If-None-Match");
        boolean known = noneMatch != null
                ? lists(noneMatch, true)
                : request.header("If-Modified-Since") != null
                        && date(request.header("If-Modified-Since")) != null
                        && !isModifiedAfter("If-Modified-Since");
        return known ? Outcome.NOT_MODIFIED : Outcome.SEND;
    }

    /** Tells whether a range of this file is what the client wants; else it wants the whole. */
    boolean takesRange() {
        var condition = request.header("If-Range");
        if (condition == null) {
            return true;
        }
        return condition.startsWith("\"") ? condition.equals(etag) : modified.equals(date(condition));
    }

    private boolean lists(String list, boolean weak) {
        if (list.strip().equals("*")) {
            return true;
        }
        for (var each : list.split(",", -1)) {
            var tag = each.strip();
            if (tag.equals(etag) || (weak && tag.equals("W/" + etag))) {
                return true;
            }
        }
        return false;
    }

    private boolean isModifiedAfter(String header) {
        var date = date(request.header(header));
        return date != null && modified.isAfter(date);
    }

    private static @Nullable Instant date(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeParseException e) {
            return null; // as if it were not there
        }
    }
}
