package dev.weft.process.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Job;
import dev.weft.process.UnsendableException;
import dev.weft.process.internal.classes.ParentClasses;
import java.io.IOException;
import java.io.Serializable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RawTest {
    private static final int BIG = 100_000;

    private final Connection connection = Connection.local();

    static List<Object> bigArrays() {
        return List.of(
                new byte[BIG],
                new short[BIG],
                new char[BIG],
                new int[BIG],
                new long[BIG],
                new float[BIG],
                new Random(1).doubles(BIG).toArray());
    }

    @ParameterizedTest
    @MethodSource("bigArrays")
    void aBigArrayTravelsOutsideOfTheBody(Object array) throws Exception {
        Message message = connection.encoder().encode(array, "");

        assertThat(message.raws()).hasSize(1);
        assertThat(message.body().size()).isLessThan(10);
        assertThat(connection.receive(message)).isEqualTo(array);
    }

    @Test
    void aBigArrayIsNotCopiedWhenItIsEncoded() throws Exception {
        var array = new double[BIG];
        Message message = connection.encoder().encode(array, "");

        array[7] = 1.5;

        assertThat(message.raws().getFirst().memory().getAtIndex(ValueLayout.JAVA_DOUBLE, 7))
                .isEqualTo(1.5);
    }

    record Pair(double[] first, double[] second, String name) implements Serializable {}

    @Test
    void anArrayThatTwoFieldsShareArrivesOnce() throws Exception {
        var shared = new Random(2).doubles(BIG).toArray();

        Pair arrived = connection.send(new Pair(shared, shared, "shared"));

        assertThat(arrived.first).isEqualTo(shared);
        assertThat(arrived.second).isSameAs(arrived.first);
    }

    @Test
    void severalBigArraysOfALambdaFindTheirPlaces() throws Exception {
        var ones = new int[BIG];
        Arrays.fill(ones, 1);
        var twos = new long[BIG];
        Arrays.fill(twos, 2);
        Job<Long> job = () -> Arrays.stream(ones).sum() + Arrays.stream(twos).sum();

        assertThat(connection.<Job<Long>>send(job).call()).isEqualTo(3L * BIG);
    }

    @Test
    void aSegmentArrivesWithItsBytesAndStaysReadOnly() throws Exception {
        try (var arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(ValueLayout.JAVA_LONG, 3);
            segment.setAtIndex(ValueLayout.JAVA_LONG, 2, 42);

            MemorySegment arrived = connection.send(segment);
            MemorySegment readOnly = connection.send(segment.asReadOnly());
            MemorySegment onHeap = connection.send(MemorySegment.ofArray(new byte[] {1, 2}));

            assertThat(arrived.getAtIndex(ValueLayout.JAVA_LONG, 2)).isEqualTo(42);
            assertThat(readOnly.isReadOnly()).isTrue();
            assertThat(readOnly.mismatch(segment)).isEqualTo(-1);
            assertThat(onHeap.toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2);
        }
    }

    @Test
    void aSegmentMayBeClosedOnceItIsEncoded() throws Exception {
        Message message;
        try (var arena = Arena.ofShared()) {
            MemorySegment segment = arena.allocate(BIG);
            segment.fill((byte) 3);
            message = connection.encoder().encode(segment, "");
        }

        var arrived = (MemorySegment) connection.receive(message);

        assertThat(arrived).isNotNull().matches(segment -> segment.get(ValueLayout.JAVA_BYTE, BIG - 1) == 3);
    }

    @Test
    void aClosedSegmentCannotBeSent() {
        MemorySegment closed;
        try (var arena = Arena.ofConfined()) {
            closed = arena.allocate(8);
        }
        Job<Long> job = closed::byteSize;

        assertThatThrownBy(() -> connection.encoder().encode(job, ""))
                .isInstanceOf(UnsendableException.class)
                .hasMessageContaining("captured argument 0 of the method reference")
                .hasMessageContaining("a memory segment that is closed, or belongs to another thread");
    }

    @Test
    void aLongBodyIsInChunks() throws Exception {
        var classes = new ParentClasses();
        int chunk = 1000;
        var encoder = new Encoder(classes, chunk, Long.MAX_VALUE, new Definitions());
        var chunked = new Connection(encoder, new Decoder(classes));
        var value = new ArrayList<Object>(List.of("a".repeat(5000), new double[2000]));

        Message message = encoder.encode(value, "");
        var arrived = (List<?>) chunked.receive(message);

        assertThat(message.body().parts()).hasSizeGreaterThan(20).allMatch(part -> part.length <= chunk);
        assertThat(message.raws()).isEmpty();
        assertThat(Objects.requireNonNull(arrived).getFirst()).isEqualTo("a".repeat(5000));
        assertThat(arrived.getLast()).isEqualTo(new double[2000]);
    }

    @Test
    void theChunksOfABodyMayBeCutAnywhere() throws Exception {
        Job<List<String>> job = () -> List.of("some text", "𝄞");
        Message message = connection.encoder().encode(new Object[] {1L, job, "text", new int[] {5}}, "");
        connection.receive(message);
        byte[] all = message.body().joined();

        for (int cut = 0; cut <= all.length; cut++) {
            var parts = List.of(Arrays.copyOfRange(all, 0, cut), new byte[0], Arrays.copyOfRange(all, cut, all.length));
            var arrived =
                    (Object[]) connection.receive(new Message(message.definitions(), Chunks.of(parts), message.raws()));

            assertThat(arrived).isNotNull().hasSize(4).startsWith(1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void roomThatCannotBeIsRefused(Raw.Kind kind) {
        assertThatThrownBy(() -> Raw.allocate(kind, -1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Raw.allocate(kind, 1L << 60)).isInstanceOf(IOException.class);
    }
}
