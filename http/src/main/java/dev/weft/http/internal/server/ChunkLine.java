package dev.weft.http.internal.server;

/**
 * Reads the line in front of a chunk: its size, and extensions that nobody understands. Pure.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, section 7.1</a>
 */
final class ChunkLine {
    // 2^60 bytes: nobody sends that, and no sum overflows.
    private static final int MOST_DIGITS = 15;

    private ChunkLine() {}

    /** Returns the size of the chunk whose line is {@code line} from 0 to {@code length}. */
    static long size(byte[] line, int length) throws BadRequestException {
        int end = RequestHead.indexOf(line, ';', 0, length);
        int digits = end < 0 ? length : end;
        if (digits == 0 || digits > MOST_DIGITS) {
            throw new BadRequestException(
                    400, "the size of a chunk must be 1 to %d hexadecimal digits".formatted(MOST_DIGITS));
        }
        long size = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(line[i], 16);
            if (digit < 0 || line[i] < 0) {
                throw new BadRequestException(400, "the size of a chunk has a character that is no hexadecimal digit");
            }
            size = (size << 4) | digit;
        }
        if (end >= 0 && !Octets.areAll(Octets.EXTENSION, line, end, length)) {
            throw new BadRequestException(400, "the extension of a chunk has a control character");
        }
        if (end >= 0 && !areExtensions(line, end, length)) {
            throw new BadRequestException(400, "the extension of a chunk is neither ;name nor ;name=value");
        }
        return size;
    }

    // No white space, which is there for historical reasons only, and which not everybody reads alike.
    private static boolean areExtensions(byte[] line, int start, int end) {
        int at = start;
        while (at < end) {
            int name = at + 1;
            int nameEnd = endOfToken(line, name, end);
            if (line[at] != ';' || nameEnd == name) {
                return false;
            }
            at = nameEnd;
            if (at < end && line[at] == '=') {
                int value = at + 1;
                at = endOfValue(line, value, end);
                if (at == value) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int endOfToken(byte[] line, int start, int end) {
        int at = start;
        while (at < end && Octets.TOKEN[line[at] & 0xff]) {
            at++;
        }
        return at;
    }

    /** Returns where the value ends that begins at {@code start}; {@code start} if none does. */
    private static int endOfValue(byte[] line, int start, int end) {
        if (start == end || line[start] != '"') {
            return endOfToken(line, start, end);
        }
        for (int i = start + 1; i < end; i++) {
            if (line[i] == '"') {
                return i + 1;
            }
            if (line[i] == '\\') {
                i++;
            }
        }
        return start;
    }
}
