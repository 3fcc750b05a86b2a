package dev.weft.http.internal.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes in, bytes out: the same however they were cut. */
class ByteQueueTest {
    private static final byte[] SEPARATOR = "\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void linesAreTheSameAtEveryCut() {
        var text = "one\r\n\r\ntwo\rhalf\nthree\r\r\nrest".getBytes(StandardCharsets.US_ASCII);
        for (int first = 0; first <= text.length; first++) {
            for (int second = first; second <= text.length; second++) {
                var queue = new ByteQueue();
                var lines = new ArrayList<String>();
                feed(queue, lines, text, 0, first);
                feed(queue, lines, text, first, second);
                feed(queue, lines, text, second, text.length);

                assertThat(lines)
                        .as("cut at %d and %d", first, second)
                        .isEqualTo(List.of("one\r\n", "\r\n", "two\rhalf\nthree\r\r\n"));
                assertThat(new String(queue.take(queue.size()), StandardCharsets.US_ASCII))
                        .isEqualTo("rest");
            }
        }
    }

    private static void feed(ByteQueue queue, List<String> lines, byte[] text, int from, int to) {
        queue.add(text, from, to - from);
        for (int length = queue.indexAfter(SEPARATOR); length >= 0; length = queue.indexAfter(SEPARATOR)) {
            lines.add(new String(queue.take(length), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void whatGoesInComesOutInItsOrder() {
        var random = new Random(42);
        var queue = new ByteQueue();
        int in = 0;
        int out = 0;
        while (out < 2_000_000) {
            var more = new byte[random.nextInt(20_000)];
            for (int i = 0; i < more.length; i++) {
                more[i] = (byte) (in++ * 31);
            }
            queue.add(more, 0, more.length);
            var taken = new byte[random.nextInt(21_000)];
            int count = queue.take(taken, 0, taken.length);
            for (int i = 0; i < count; i++) {
                assertThat(taken[i]).isEqualTo((byte) (out++ * 31));
            }
            assertThat(queue.size()).isEqualTo(in - out);
        }
    }

    @Test
    void anotherSeparatorIsSearchedFromTheFront() {
        var queue = new ByteQueue();
        var bytes = "a,b;".getBytes(StandardCharsets.US_ASCII);
        queue.add(bytes, 0, bytes.length);
        assertThat(queue.indexAfter(SEPARATOR)).isEqualTo(-1);

        queue.searchAnew();

        assertThat(queue.indexAfter(new byte[] {','})).isEqualTo(2);
    }

    @Test
    void drainingHandsAllOver() {
        var queue = new ByteQueue();
        queue.add(new byte[] {1, 2, 3}, 0, 3);
        queue.take(1);
        var seen = new ArrayList<byte[]>();

        queue.drainTo((array, at, length) -> seen.add(Arrays.copyOfRange(array, at, at + length)));

        assertThat(seen).containsExactly(new byte[] {2, 3});
        assertThat(queue.isEmpty()).isTrue();
    }
}
