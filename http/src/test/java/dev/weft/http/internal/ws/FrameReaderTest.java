package dev.weft.http.internal.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames as bytes: the same at every cut, and refused where the protocol is broken. */
class FrameReaderTest {
    private static final int LIMIT = 1000;

    /** Writes events down. */
    private static final class Events implements FrameReader.Sink {
        final List<String> seen = new ArrayList<>();
        boolean full;

        @Override
        public void text(String text) {
            seen.add("text " + text);
        }

        @Override
        public void binary(byte[] bytes) {
            seen.add("binary " + HexFormat.of().formatHex(bytes));
        }

        @Override
        public void ping(byte[] payload) {
            seen.add("ping " + new String(payload, StandardCharsets.UTF_8));
        }

        @Override
        public void pong() {
            seen.add("pong");
        }

        @Override
        public void close(int code, String reason) {
            seen.add("close %d %s".formatted(code, reason));
        }

        @Override
        public boolean isFull() {
            return full;
        }
    }

    private static byte[] conversation(boolean masking) {
        var writer = new FrameWriter(masking);
        var deflation = new Deflation(false);
        var out = new ByteArrayOutputStream();
        out.writeBytes(whole(writer, Opcode.TEXT, "hello, wörld"));
        out.writeBytes(part(writer, Opcode.TEXT, false, "one "));
        out.writeBytes(writer.control(Opcode.PING, bytes("are you there")));
        out.writeBytes(part(writer, Opcode.CONTINUATION, false, ""));
        out.writeBytes(part(writer, Opcode.CONTINUATION, true, "two"));
        out.writeBytes(writer.control(Opcode.PONG, new byte[0]));
        for (int i = 0; i < 2; i++) {
            var deflated = deflation.message("again ".repeat(50).getBytes(StandardCharsets.UTF_8));
            out.writeBytes(writer.frame(Opcode.TEXT, true, true, deflated, deflated.length));
        }
        out.writeBytes(whole(writer, Opcode.BINARY, "x".repeat(300)));
        out.writeBytes(whole(writer, Opcode.BINARY, ""));
        out.writeBytes(writer.close(3000, "done"));
        deflation.close();
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] whole(FrameWriter writer, int opcode, String text) {
        return part(writer, opcode, true, text);
    }

    private static byte[] part(FrameWriter writer, int opcode, boolean last, String text) {
        var payload = bytes(text);
        return writer.frame(opcode, last, false, payload, payload.length);
    }

    private static List<String> expected() {
        return List.of(
                "text hello, wörld",
                "ping are you there",
                "text one two",
                "pong",
                "text " + "again ".repeat(50),
                "text " + "again ".repeat(50),
                "binary " + "78".repeat(300),
                "binary ",
                "close 3000 done");
    }

    @Test
    void aConversationCutAtEveryByteGivesTheSameEvents() throws Exception {
        for (boolean masked : new boolean[] {true, false}) {
            var all = conversation(masked);
            for (int cut = 0; cut <= all.length; cut++) {
                var events = new Events();
                try (var reader = new FrameReader(masked, new Inflation(false), LIMIT, events)) {
                    var first = Arrays.copyOfRange(all, 0, cut);
                    var second = Arrays.copyOfRange(all, cut, all.length);
                    reader.read(first, 0, first.length);
                    reader.read(second, 0, second.length);
                }
                assertThat(events.seen).as("cut at %d", cut).isEqualTo(expected());
            }
        }
    }

    @Test
    void aConversationByteByByteGivesTheSameEvents() throws Exception {
        var all = conversation(true);
        var events = new Events();

        try (var reader = new FrameReader(true, new Inflation(false), LIMIT, events)) {
            for (int i = 0; i < all.length; i++) {
                reader.read(all, i, 1);
            }
        }

        assertThat(events.seen).isEqualTo(expected());
    }

    @Test
    void readingStopsWhileTheSinkIsFull() throws Exception {
        var events = new Events();
        var two = new ByteArrayOutputStream();
        var writer = new FrameWriter(false);
        two.writeBytes(whole(writer, Opcode.TEXT, "a"));
        two.writeBytes(whole(writer, Opcode.TEXT, "b"));
        events.full = true;

        try (var reader = new FrameReader(false, null, LIMIT, events)) {
            assertThat(reader.read(two.toByteArray(), 0, two.size())).isZero();
            events.full = false;
            assertThat(reader.read(two.toByteArray(), 0, two.size())).isEqualTo(two.size());
        }

        assertThat(events.seen).containsExactly("text a", "text b");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            an unmasked frame,                8100,                     1002
            an unknown opcode,                838000000000,             1002
            an unknown control opcode,        8b8000000000,             1002
            RSV1 where nothing is deflated,   c18000000000,             1002
            RSV2,                             a18000000000,             1002
            RSV3,                             918000000000,             1002
            a fragmented ping,                098000000000,             1002
            a ping of 126 bytes,              89fe007e00000000,         1002
            a continuation without a start,   808000000000,             1002
            a start within a message,         018000000000018000000000, 1002
            a close of one byte,              88810000000003,           1002
            close code 999,                   88820000000003e7,         1002
            close code 1005,                  88820000000003ed,         1002
            close code 1006,                  88820000000003ee,         1002
            close code 1015,                  88820000000003f7,         1002
            close code 2999,                  8882000000000bb7,         1002
            close code 5000,                  8882000000001388,         1002
            a close reason that is no UTF-8,  88830000000003e8ff,       1007
            text that is no UTF-8,            818100000000ff,           1007
            half a character,                 818100000000c3,           1007
            a surrogate,                      818300000000eda080,       1007
            a length in too many bytes,       81fe0005000000000000000000, 1002
            a length of 64 bits,              81ffffffffffffffffff00000000, 1002
            too long by its head alone,       82fe03e900000000,         1009
            """)
    void whatBreaksTheProtocolIsRefusedAndNeverDelivered(String what, String hex, int code) {
        var events = new Events();
        var bytes = HexFormat.of().parseHex(hex);

        try (var reader = new FrameReader(true, null, LIMIT, events)) {
            assertThatThrownBy(() -> reader.read(bytes, 0, bytes.length))
                    .as(what)
                    .isInstanceOfSatisfying(
                            Violation.class, e -> assertThat(e.code()).isEqualTo(code));
        }
        assertThat(events.seen).isEmpty();
    }

    @Test
    void aMaskedFrameOfAServerIsRefused() {
        var events = new Events();
        var masked = new FrameWriter(true).control(Opcode.PING, new byte[0]);

        try (var reader = new FrameReader(false, null, LIMIT, events)) {
            assertThatThrownBy(() -> reader.read(masked, 0, masked.length)).hasMessage("a server's frame is masked");
        }
    }

    @Test
    void fragmentsCountTogetherAgainstTheLimit() {
        var events = new Events();
        var writer = new FrameWriter(false);

        assertThatThrownBy(() -> {
                    try (var reader = new FrameReader(false, null, LIMIT, events)) {
                        feed(reader, part(writer, Opcode.TEXT, false, "x".repeat(600)));
                        feed(reader, part(writer, Opcode.CONTINUATION, true, "x".repeat(401)));
                    }
                })
                .isInstanceOfSatisfying(
                        Violation.class, e -> assertThat(e.code()).isEqualTo(CloseCodes.TOO_BIG));
        assertThat(events.seen).isEmpty();
    }

    @Test
    void theLimitCountsWhatWasInflated() {
        var events = new Events();
        var bomb = new Deflation(false).message(new byte[10_000_000]);
        assertThat(bomb.length).isLessThan(20_000);

        assertThatThrownBy(() -> {
                    try (var reader = new FrameReader(false, new Inflation(false), 1_000_000, events)) {
                        feed(reader, new FrameWriter(false).frame(Opcode.BINARY, true, true, bomb, bomb.length));
                    }
                })
                .hasMessage("message longer than 1000000 bytes");
        assertThat(events.seen).isEmpty();
    }

    @Test
    void aMessageThatIsDeflatedInBlocksWithAnEndIsRead() throws Exception {
        var deflater = new Deflater(9, true);
        deflater.setInput(bytes("whole and closed"));
        deflater.finish();
        var deflated = new byte[100];
        int length = deflater.deflate(deflated);
        deflater.end();
        var events = new Events();

        try (var reader = new FrameReader(false, new Inflation(false), LIMIT, events)) {
            feed(reader, new FrameWriter(false).frame(Opcode.TEXT, true, true, deflated, length));
        }

        assertThat(events.seen).containsExactly("text whole and closed");
    }

    @Test
    void whatCannotBeInflatedIsRefused() {
        var rubbish = new byte[] {7, 7, 7, 7};

        assertThatThrownBy(() -> {
                    try (var reader = new FrameReader(false, new Inflation(false), LIMIT, new Events())) {
                        feed(reader, new FrameWriter(false).frame(Opcode.TEXT, true, true, rubbish, 4));
                    }
                })
                .hasMessageStartingWith("message cannot be inflated");
    }

    @Test
    void offersOfCompressionAreAnsweredByTheFirstThatCanBeMet() {
        assertThat(answer("permessage-deflate; client_max_window_bits")).isEqualTo("permessage-deflate");
        assertThat(
                        answer(
                                "permessage-deflate; server_max_window_bits=10, permessage-deflate; server_no_context_takeover"))
                .isEqualTo("permessage-deflate; server_no_context_takeover");
        assertThat(answer("permessage-deflate; server_max_window_bits=10")).isNull();
        assertThat(answer("x-webkit-deflate-frame")).isNull();
        assertThat(answer("permessage-deflate; nonsense")).isNull();
    }

    private static @Nullable String answer(String offers) {
        var agreed = DeflateParameters.ofOffers(offers);
        return agreed == null ? null : agreed.answer();
    }

    private static void feed(FrameReader reader, byte[] bytes) throws Violation {
        reader.read(bytes, 0, bytes.length);
    }
}
