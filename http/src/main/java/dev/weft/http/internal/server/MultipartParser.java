package dev.weft.http.internal.server;

import dev.weft.http.Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes a multipart body apart. Pure: bytes in by {@link #feed}, events out by {@link #next}; the same however the bytes are cut.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1">RFC 2046, section 5.1.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
final class MultipartParser {
    /** What has come. */
    enum Event {
        /** All that was fed has been used. */
        NEEDS_INPUT,
        /** A part begins; its {@link #headers} are there. */
        PART,
        /** Bytes of the part: those of {@link #bytes} from {@link #start} to {@link #end}. */
        DATA,
        /** The part has ended. */
        PART_END,
        /** All parts have ended. */
        END
    }

    private enum State {
        PREAMBLE,
        AFTER_DELIMITER,
        HEADERS,
        DATA,
        EPILOGUE
    }

    private static final int MOST_BOUNDARY = 70;

    private final byte[] delimiter;
    private final int mostHeaderBytes;

    private State state = State.PREAMBLE;
    private byte[] input = new byte[0];
    private int position;
    private int limit;

    // How much of the delimiter has been seen: it has a carriage return at its beginning only, so another begins it
    // anew.
    private int matched;
    // How much of that is not data in any case: the line's end of the headers, which may be the delimiter's, too.
    private int notData;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Headers.Builder builder = Headers.builder();
    private int headerBytes;
    private @Nullable Headers headers;

    // What DATA is about.
    private byte[] bytes = input;
    private int start;
    private int end;

    /**
     * Takes a body with this {@code boundary} apart.
     *
     * @param mostHeaderBytes of one part
     * @throws BadRequestException if it is no boundary
     */
    MultipartParser(String boundary, int mostHeaderBytes) throws BadRequestException {
        if (boundary.isEmpty()
                || boundary.length() > MOST_BOUNDARY
                || !boundary.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new BadRequestException(400, "the boundary of a multipart body must be 1 to 70 characters of ASCII");
        }
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.mostHeaderBytes = mostHeaderBytes;
        this.matched = 2; // the first delimiter may stand at the very beginning, as if behind a line's end
    }

    /** Gives bytes in, which are read until the next {@link Event#NEEDS_INPUT}. */
    void feed(byte[] newInput, int from, int count) {
        input = newInput;
        position = from;
        limit = from + count;
    }

    Headers headers() {
        return Objects.requireNonNull(headers);
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Returns what comes next. */
    Event next() throws BadRequestException {
        while (true) {
            if (state == State.EPILOGUE) {
                position = limit; // whatever that is
                return Event.END;
            }
            if (position == limit) {
                return Event.NEEDS_INPUT;
            }
            var event = step();
            if (event != null) {
                return event;
            }
        }
    }

    private @Nullable Event step() throws BadRequestException {
        return switch (state) {
            case PREAMBLE -> skipPreamble();
            case AFTER_DELIMITER -> readDelimiterLine();
            case HEADERS -> readHeaders();
            case DATA -> readData();
            case EPILOGUE -> Event.END;
        };
    }

    private @Nullable Event skipPreamble() {
        while (position < limit) {
            if (matches(input[position++])) {
                state = State.AFTER_DELIMITER;
                return null;
            }
        }
        return null;
    }

    /** Tells whether {@code b} completes the delimiter. */
    private boolean matches(byte b) {
        if (b == delimiter[matched]) {
            matched++;
            if (matched == delimiter.length) {
                matched = 0;
                return true;
            }
        } else {
            matched = b == '\r' ? 1 : 0;
        }
        return false;
    }

    // ---- the rest of the delimiter's line: nothing, or -- behind the last part

    private @Nullable Event readDelimiterLine() throws BadRequestException {
        while (position < limit) {
            byte b = input[position++];
            if (b == '-' && line.size() < 2) {
                line.write(b);
                if (line.size() == 2) {
                    state = State.EPILOGUE;
                    return null;
                }
            } else if (b == '\n' && line.size() == 1 && line.toByteArray()[0] == '\r') {
                line.reset();
                state = State.HEADERS;
                return null;
            } else if (b == '\r' && line.size() == 0) {
                line.write(b);
            } else if (!isBlank(b) || line.size() > 0) {
                throw bad("behind a boundary must be a line's end, or -- at the last one");
            }
        }
        return null;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    // ---- headers

    private @Nullable Event readHeaders() throws BadRequestException {
        while (position < limit) {
            byte b = input[position++];
            headerBytes++;
            if (headerBytes > mostHeaderBytes) {
                throw new BadRequestException(
                        413, "more than %d bytes of headers in one part".formatted(mostHeaderBytes));
            }
            if (b != '\n') {
                line.write(b);
                continue;
            }
            if (endHeaderLine()) {
                return Event.PART;
            }
        }
        return null;
    }

    /** Takes a line; {@code true} if it was the empty one behind the headers. */
    private boolean endHeaderLine() throws BadRequestException {
        var whole = line.toByteArray();
        line.reset();
        int length = whole.length - 1;
        if (length < 0 || whole[length] != '\r') {
            throw bad("a header line of a part must end with a carriage return and a line feed");
        }
        if (length > 0) {
            addHeader(whole, length);
            return false;
        }
        headers = builder.build();
        builder = Headers.builder();
        headerBytes = 0;
        state = State.DATA;
        matched = 2;
        notData = 2;
        return true;
    }

    private void addHeader(byte[] whole, int length) throws BadRequestException {
        int colon = RequestHead.indexOf(whole, ':', 0, length);
        RequestHead.ensureHeader(whole, colon, length);
        // Names of files are sent in UTF-8 as they are (RFC 7578, section 5.1); our headers carry bytes, one each
        // character.
        builder.add(
                new String(whole, 0, colon, StandardCharsets.ISO_8859_1),
                new String(whole, colon + 1, length - colon - 1, StandardCharsets.ISO_8859_1).strip());
    }

    // ---- data

    private @Nullable Event readData() {
        while (position < limit) {
            if (matched == 0) {
                int from = position;
                position = RequestHead.indexOf(input, '\r', from, limit);
                if (position < 0) {
                    position = limit;
                }
                if (position > from) {
                    return data(input, from, position);
                }
                position++;
                matched = 1;
            } else if (input[position] == delimiter[matched]) {
                position++;
                matched++;
                if (matched == delimiter.length) {
                    matched = 0;
                    notData = 0;
                    state = State.AFTER_DELIMITER;
                    return Event.PART_END;
                }
            } else {
                // What looked like a delimiter was data; the byte that differs is looked at again.
                int from = notData;
                int to = matched;
                matched = 0;
                notData = 0;
                if (to > from) {
                    return data(delimiter, from, to);
                }
            }
        }
        return null;
    }

    private Event data(byte[] from, int newStart, int newEnd) {
        bytes = from;
        start = newStart;
        end = newEnd;
        return Event.DATA;
    }

    private static BadRequestException bad(String message) {
        return new BadRequestException(400, message);
    }
}
