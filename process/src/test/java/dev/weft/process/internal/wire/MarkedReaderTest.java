package dev.weft.process.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkedReaderTest {
    // Its beginning is found inside of it again, which is what a reader can get wrong.
    private static final byte[] MARK = ascii("ababac");

    /** Notes what arrives: text as it is, frames in words. */
    private static final class Notes implements MarkedReader.Receiver {
        private final StringBuilder said = new StringBuilder();

        @Override
        public void text(byte[] bytes, int offset, int length) {
            said.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void frame(Frame frame) {
            said.append('<').append(Frames.say(frame)).append('>');
        }
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private void write(String text) throws IOException {
        bytes.write(ascii(text));
    }

    private void write(Frame frame) throws IOException {
        bytes.write(MARK);
        FrameWriter.write(frame, bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String read(int size) {
        var notes = new Notes();
        var reader = new MarkedReader(MARK, notes);
        var all = bytes.toByteArray();
        for (int from = 0; from < all.length; from += size) {
            reader.take(all, from, Math.min(size, all.length - from));
        }
        reader.end();
        return notes.said.toString();
    }

    private void assertRead(String expected) {
        for (int size = 1; size <= bytes.size(); size++) {
            assertThat(read(size)).as("in pieces of %d bytes", size).isEqualTo(expected);
        }
    }

    @Test
    void framesAreToldFromTheTextAroundThem() throws Exception {
        write("Picked up JAVA_TOOL_OPTIONS\n");
        write(new Frame.Begun());
        write(new Frame.Revoked(1));
        write("from a child\n");
        write(new Frame.Answer(1, false, 9, Frames.message(0)));

        assertRead("Picked up JAVA_TOOL_OPTIONS\n<Begun[]><Revoked[number=1]>from a child\n<answer 1 false 9 0a141e>");
    }

    @Test
    void whatOnlyBeginsLikeTheMarkIsText() throws Exception {
        for (var text : List.of("ab", "ababab", "abababa", "aababa", "abaababa", "ababa")) {
            write(text);
            write(new Frame.Begun());
            write(text + "\n");
        }

        assertRead(String.join(
                "",
                List.of("ab", "ababab", "abababa", "aababa", "abaababa", "ababa").stream()
                        .map(text -> text + "<Begun[]>" + text + "\n")
                        .toList()));
    }

    @Test
    void everyTextOfThreeLettersThatHasNoMarkArrives() {
        var texts = new ArrayList<>(List.of(""));
        for (int length = 0; length < 8; length++) {
            var longer = new ArrayList<String>();
            texts.forEach(text -> List.of("a", "b", "c").forEach(letter -> longer.add(text + letter)));
            texts.clear();
            longer.stream().filter(text -> !text.contains("ababac")).forEach(texts::add);
        }

        for (var text : texts) {
            bytes.reset();
            bytes.writeBytes(ascii(text));
            for (int size : List.of(1, 3, 8)) {
                assertThat(read(size)).isEqualTo(text);
            }
        }
    }

    @Test
    void theBeginningOfAMarkAtTheEndIsText() throws Exception {
        write("abab");

        assertRead("abab");
    }

    @Test
    void afterThePlainFrameEverythingIsText() throws Exception {
        write(new Frame.Plain());
        write("ababac and more");

        assertRead("<Plain[]>ababac and more");
    }

    @Test
    void afterASpoiledFrameEverythingIsText() throws Exception {
        write("ababac" + "~".repeat(FrameFormat.HEAD_BYTES));
        write("more");

        assertRead("more");
    }

    @Test
    void aFrameThatIsCutOffIsNoFrame() throws Exception {
        write("text");
        bytes.write(MARK);
        bytes.write(1);

        assertRead("text");
    }
}
