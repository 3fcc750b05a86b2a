package dev.weft.process.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.Job;
import dev.weft.process.internal.classes.ParentClasses;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes that are cut or changed give an {@link IOException}, or another value: nothing else. */
class DamageTest {
    private final Connection connection = Connection.local();

    record Row(String name, int[] numbers, Object next) implements Serializable {}

    private static Job<Object> job() {
        var row = new Row("name", new int[] {1, 2, 3}, new ArrayList<>(List.of("x", new double[100])));
        var map = new HashMap<Object, Object>(Map.of("a", row, 2L, new HashSet<>(List.of(1, 2))));
        return () -> List.of(row, map);
    }

    private Message encoded(@Nullable Object value) throws IOException {
        Message message = connection.encoder().encode(value, "");
        connection.receive(message);
        return message;
    }

    private @Nullable Throwable thrownFor(Message message, byte[] body) {
        return catchThrowable(
                () -> connection.decoder().decode(new Message(message.definitions(), Chunks.of(body), message.raws())));
    }

    @Test
    void aBodyCutAnywhereIsRefused() throws Exception {
        for (Object value : List.of(job(), "some text", new int[10], List.of(1, 2), new Row("", new int[0], 1))) {
            Message message = encoded(value);
            byte[] body = message.body().joined();

            for (int length = 0; length < body.length; length++) {
                assertThat(thrownFor(message, Arrays.copyOf(body, length)))
                        .as("%d of %d bytes", length, body.length)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aBodyWithMoreBytesIsRefused() throws Exception {
        Message message = encoded(job());
        byte[] body = message.body().joined();

        assertThat(thrownFor(message, Arrays.copyOf(body, body.length + 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1 bytes and 0 leaves too many");
    }

    @Test
    void anyByteChangedGivesAnotherValueOrAnIoException() throws Exception {
        var random = new Random(1);
        Message message = encoded(job());
        byte[] body = message.body().joined();

        for (int i = 0; i < body.length; i++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff, body[i] ^ 1 << random.nextInt(8)}) {
                byte[] changed = body.clone();
                changed[i] = (byte) value;

                assertIoExceptionOrNothing(thrownFor(message, changed));
            }
        }
    }

    @Test
    void randomBytesGiveAnotherValueOrAnIoException() throws Exception {
        var random = new Random(2);
        Message message = encoded(job());

        for (int i = 0; i < 5000; i++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            garbage = i % 2 == 0 || garbage.length < 2 ? garbage : asStream(garbage);

            assertIoExceptionOrNothing(thrownFor(message, garbage));
        }
    }

    private static byte[] asStream(byte[] garbage) {
        garbage[0] = (byte) LeafForm.STREAM.ordinal();
        garbage[1] = 1;
        return garbage;
    }

    private static void assertIoExceptionOrNothing(@Nullable Throwable thrown) {
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClaimedLengthIsNotAllocated() {
        var text = new Output(100);
        LeafForm.NONE.write(text);
        Tag.TEXT.write(text);
        text.writeSize(0x7fff_ffffL << 1);
        var array = new Output(100);
        LeafForm.ARRAY.write(array);
        array.write(Raw.Kind.LONG.ordinal());
        array.writeSize(8L << 27);
        var list = new Output(100);
        LeafForm.NONE.write(list);
        Tag.LIST.write(list);
        list.writeSize(0x7fff_ffffL);
        var leaves = new Output(100);
        LeafForm.STREAM.write(leaves);
        leaves.writeSize(0x7fff_ffffL);
        leaves.writeSize(3);
        leaves.writeInt(0);

        for (Output body : List.of(text, array, list, leaves)) {
            assertThatThrownBy(() -> connection.decoder().decode(new Message(0, body.chunks(), List.of())))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anArrayInAStreamThatClaimsMoreThanThereIsIsRefused() throws Exception {
        Message message = encoded(new Object[] {new long[3], "end"});
        byte[] body = message.body().joined();
        int length = indexOfLength(body);
        body[length] = 0x7f;

        assertThat(thrownFor(message, body))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("filter status: REJECTED");
    }

    // Of the long[3]: the only three zeros with a three behind.
    private static int indexOfLength(byte[] body) {
        int index = 0;
        while (body[index] != 0 || body[index + 1] != 0 || body[index + 2] != 0 || body[index + 3] != 3) {
            index++;
        }
        return index;
    }

    @Test
    void damagedDefinitionsAreRefused() throws Exception {
        var encoder = connection.encoder();
        encoder.encode(job(), "");
        byte[] definitions = encoder.definitions(0, encoder.definitions());

        for (int length = 1; length < definitions.length; length++) {
            byte[] cut = Arrays.copyOf(definitions, length);
            assertIoExceptionOrNothing(catchThrowable(() -> new Decoder(new ParentClasses()).define(0, cut)));
        }
        for (int i = 0; i < definitions.length; i++) {
            byte[] changed = definitions.clone();
            changed[i] ^= (byte) 0x81;
            assertIoExceptionOrNothing(catchThrowable(() -> new Decoder(new ParentClasses()).define(0, changed)));
        }
    }

    @Test
    void aMessageThatNeedsUnknownDefinitionsIsRefused() throws Exception {
        Message message = connection.encoder().encode(job(), "");

        assertThatThrownBy(() -> new Decoder(new ParentClasses()).decode(message))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("the message needs \\d+ definitions, and 0 have come");
        assertThatThrownBy(
                        () -> new Decoder(new ParentClasses()).decode(new Message(0, message.body(), message.raws())))
                .isInstanceOf(IOException.class);
    }
}
