package dev.weft.http.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.internal.server.MultipartParser.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultipartParserTest {
    private static final String BODY = """
            preamble\r
            --b\r
            A: 1\r
            B: 2\r
            \r
            \r
            --\r
            --x\r\r
            -data\r
            --b \t\r
            \r
            \r
            --b\r
            C: 3\r
            \r
            --b--\r
            --b\r
            """;

    @Test
    void aBodyCutAtEveryTwoBytesGivesTheSameParts() throws Exception {
        var whole = parts(BODY, 0, 0);

        assertThat(whole).containsExactly("A: 1\nB: 2|\r\n--\r\n--x\r\r\n-data", "|", "C: 3|");
        for (int first = 0; first <= BODY.length(); first++) {
            for (int second = first; second <= BODY.length(); second++) {
                assertThat(parts(BODY, first, second))
                        .as("cut at %d, %d", first, second)
                        .isEqualTo(whole);
            }
        }
    }

    private static List<String> parts(String body, int first, int second) throws Exception {
        var parser = new MultipartParser("b", 1000);
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (var piece : List.of(body.substring(0, first), body.substring(first, second), body.substring(second))) {
            var bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
            parser.feed(bytes, 0, bytes.length);
            var event = parser.next();
            while (event != Event.NEEDS_INPUT && event != Event.END) {
                switch (event) {
                    case PART -> part.append(parser.headers()).append('|');
                    case DATA ->
                        part.append(new String(
                                parser.bytes(),
                                parser.start(),
                                parser.end() - parser.start(),
                                StandardCharsets.ISO_8859_1));
                    case PART_END -> {
                        parts.add(part.toString());
                        part.setLength(0);
                    }
                    case NEEDS_INPUT, END -> throw new AssertionError();
                }
                event = parser.next();
            }
        }
        return parts;
    }
}
