package dev.weft.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.process.internal.shared.Content;
import dev.weft.process.internal.shared.Sent;
import dev.weft.process.internal.shared.SharedFiles;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link SharedArray} in one JVM; what happens between JVMs is in {@link SharedArrayPeerTest}. */
class SharedArrayTest {

    @Test
    void startsWithZeros() {
        try (var array = SharedArray.ofDoubles(1_000_000)) {
            assertThat(array.toArray()).hasSize(1_000_000).containsOnly(0.0);
        }
    }

    @Test
    void keepsWhatIsWritten() {
        try (var doubles = SharedArray.ofDoubles(3);
                var longs = SharedArray.ofLongs(3);
                var ints = SharedArray.ofInts(3);
                var bytes = SharedArray.ofBytes(3)) {
            doubles.set(2, 0.5);
            longs.set(1, Long.MIN_VALUE);
            ints.set(0, -7);
            bytes.set(2, (byte) 8);

            assertThat(doubles.toArray()).containsExactly(0, 0, 0.5);
            assertThat(longs.toArray()).containsExactly(0, Long.MIN_VALUE, 0);
            assertThat(ints.toArray()).containsExactly(-7, 0, 0);
            assertThat(bytes.toArray()).containsExactly(0, 0, 8);
            assertThat(doubles.get(2)).isEqualTo(0.5);
            assertThat(longs.get(1)).isEqualTo(Long.MIN_VALUE);
            assertThat(ints.get(0)).isEqualTo(-7);
            assertThat(bytes.get(2)).isEqualTo((byte) 8);
        }
    }

    @Test
    void copiesAnArray() {
        double[] source = new double[300_000]; // more than one chunk of what is written at once
        for (int i = 0; i < source.length; i++) {
            source[i] = i;
        }

        try (var doubles = SharedArray.copyOf(source);
                var longs = SharedArray.copyOf(new long[] {1, 2});
                var ints = SharedArray.copyOf(new int[] {3, 4, 5});
                var bytes = SharedArray.copyOf(new byte[] {6})) {
            assertThat(doubles.toArray()).isEqualTo(source);
            assertThat(longs.toArray()).containsExactly(1, 2);
            assertThat(ints.toArray()).containsExactly(3, 4, 5);
            assertThat(bytes.toArray()).containsExactly(6);
        }
    }

    @Test
    void copiesPartsInAndOut() {
        try (var array = SharedArray.ofLongs(6)) {
            array.copyFrom(2, new long[] {9, 1, 2, 3, 9}, 1, 3);
            long[] target = new long[4];
            array.copyTo(3, target, 1, 2);

            assertThat(array.toArray()).containsExactly(0, 0, 1, 2, 3, 0);
            assertThat(target).containsExactly(0, 2, 3, 0);
        }
    }

    @Test
    void showsItsMemory() {
        try (var array = SharedArray.copyOf(new int[] {1, 2, 3})) {
            array.segment().setAtIndex(ValueLayout.JAVA_INT, 1, 20);

            assertThat(array.get(1)).isEqualTo(20);
            assertThat(array.segment().byteSize()).isEqualTo(12);
        }
    }

    @Test
    void addsAndComparesAtomically() {
        try (var longs = SharedArray.ofLongs(2);
                var ints = SharedArray.ofInts(2)) {
            assertThat(longs.getAndAdd(1, 5)).isZero();
            assertThat(longs.compareAndSet(1, 5, 6)).isTrue();
            assertThat(longs.compareAndSet(1, 5, 7)).isFalse();
            assertThat(ints.getAndAdd(0, -1)).isZero();
            assertThat(ints.compareAndSet(0, -1, 4)).isTrue();

            assertThat(longs.toArray()).containsExactly(0, 6);
            assertThat(ints.toArray()).containsExactly(4, 0);
        }
    }

    @Test
    void mayBeEmpty() {
        try (var array = SharedArray.ofBytes(0)) {
            assertThat(array.length()).isZero();
            assertThat(array.toArray()).isEmpty();
            assertThat(array.slice(0, 0).length()).isZero();
        }
    }

    @Test
    void isLongerThanAnyJavaArray(@TempDir Path folder) {
        long length = (1L << 31) + 8;
        var files = new SharedFiles(List.of(folder), _ -> Long.MAX_VALUE, "1-1");

        try (var array = new SharedBytes(files.make("shared byte[]", length, new Hole()))) {
            array.set(length - 1, (byte) 7);

            assertThat(array.length()).isEqualTo(length);
            assertThat(array.slice(length - 2, length).toArray()).containsExactly(0, 7);
            assertThatThrownBy(array::toArray).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Zeros that take no room: only the last of them is written. */
    private static final class Hole implements Content {
        @Override
        public void put(MemorySegment chunk, long offset) {}

        @Override
        public void writeTo(FileChannel file, long bytes) throws IOException {
            file.write(ByteBuffer.allocate(1), bytes - 1);
        }
    }

    @Test
    void refusesAnIndexOutside() {
        try (var array = SharedArray.ofDoubles(10)) {
            assertThatThrownBy(() -> array.get(10))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("index 10 is outside shared double[10]");
            assertThatThrownBy(() -> array.set(-1, 1)).hasMessage("index -1 is outside shared double[10]");
            assertThatThrownBy(() -> array.slice(0, 5).get(5)).hasMessage("index 5 is outside shared double[5]");
        }
    }

    @Test
    void refusesAnAtomicIndexOutside() {
        try (var longs = SharedArray.ofLongs(1);
                var ints = SharedArray.ofInts(1)) {
            assertThatThrownBy(() -> longs.getAndAdd(1, 1)).hasMessage("index 1 is outside shared long[1]");
            assertThatThrownBy(() -> ints.compareAndSet(-1, 1, 1)).hasMessage("index -1 is outside shared int[1]");
        }
    }

    @Test
    void refusesToCopyWhatIsOutside() {
        try (var array = SharedArray.ofInts(10)) {
            assertThatThrownBy(() -> array.copyTo(8, new int[9], 0, 3))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("3 elements from index 8 on are outside shared int[10]");
            assertThatThrownBy(() -> array.copyFrom(Long.MAX_VALUE, new int[9], 0, 3))
                    .hasMessage("3 elements from index 9223372036854775807 on are outside shared int[10]");
            assertThatThrownBy(() -> array.copyFrom(0, new int[2], 1, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("Range [1, 1 + 2) out of bounds for length 2");
        }
    }

    @Test
    void refusesASliceOutside() {
        try (var array = SharedArray.ofBytes(10)) {
            assertThatThrownBy(() -> array.slice(3, 11))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("slice from 3 to 11 is outside shared byte[10]");
            assertThatThrownBy(() -> array.slice(5, 4)).hasMessage("slice from 5 to 4 is outside shared byte[10]");
            assertThatThrownBy(() -> array.slice(-1, 4)).hasMessage("slice from -1 to 4 is outside shared byte[10]");
        }
    }

    @Test
    void refusesALengthThatCannotBe() {
        assertThatThrownBy(() -> SharedArray.ofInts(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length must be from 0 to 2305843009213693951, was -1");
        assertThatThrownBy(() -> SharedArray.ofDoubles(Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysHowMuchRoomThereIsNot() {
        assertThatThrownBy(() -> SharedArray.ofDoubles(1L << 59))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageMatching("no room for a shared double\\[576460752303423488] of 4611686018427387904 bytes: "
                        + ".* has \\d+ bytes free.*");
    }

    @Test
    void slicesAreTheSameMemory() {
        try (var array = SharedArray.ofDoubles(10)) {
            SharedDoubles inner = array.slice(2, 8).slice(1, 3);
            inner.set(0, 1.5);
            array.set(4, 2.5);

            assertThat(array.get(3)).isEqualTo(1.5);
            assertThat(inner.toArray()).containsExactly(1.5, 2.5);
        }
    }

    @Test
    void closingASliceFreesNothing() {
        try (var array = SharedArray.ofInts(4)) {
            array.slice(0, 2).close();

            assertThat(array.get(0)).isZero();
        }
    }

    @Test
    void nothingCanBeDoneOnceItIsClosed() {
        var array = SharedArray.ofLongs(10);
        var slice = array.slice(2, 5);

        array.close();
        array.close();

        assertThatThrownBy(() -> array.get(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("shared long[10] is closed");
        assertThatThrownBy(() -> array.set(0, 1)).hasMessage("shared long[10] is closed");
        assertThatThrownBy(() -> array.getAndAdd(0, 1)).hasMessage("shared long[10] is closed");
        assertThatThrownBy(() -> array.copyTo(0, new long[1], 0, 1)).hasMessage("shared long[10] is closed");
        assertThatThrownBy(array::segment).hasMessage("shared long[10] is closed");
        assertThatThrownBy(() -> slice.get(0)).hasMessage("shared long[3] is closed");
        assertThatThrownBy(() -> slice.slice(0, 1)).hasMessage("shared long[3] is closed");
        assertThatThrownBy(() -> Sent.of(array)).hasMessage("shared long[10] is closed");
        assertThat(array.length()).isEqualTo(10);
    }

    @Test
    void closingItEndsItsReadersWithAnError() throws Exception {
        var array = SharedArray.ofInts(10);
        var started = new CountDownLatch(2);
        List<FutureTask<Void>> readers = List.of(reader(array, started), reader(array, started));
        readers.forEach(Thread::startVirtualThread);
        started.await();

        array.close();

        for (var reader : readers) {
            assertThatThrownBy(reader::get).hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    private static FutureTask<Void> reader(SharedInts array, CountDownLatch started) {
        return new FutureTask<>(() -> {
            for (long seen = 0; ; seen += array.get(seen % 10)) {
                started.countDown();
            }
        });
    }

    @Test
    void comesBackAsTheSameMemory() throws Exception {
        try (var array = SharedArray.ofInts(4)) {
            var twin = Sent.of(array).arrive();
            var slice = Sent.of(array.slice(1, 4).slice(1, 3)).arrive();
            twin.set(2, 5);
            slice.set(1, 6);
            twin.close();

            assertThat(array.toArray()).containsExactly(0, 0, 5, 6);
            assertThat(slice.length()).isEqualTo(2);
        }
    }

    @Test
    void travelsAsAName() throws Exception {
        try (var array = SharedArray.ofDoubles(1_000_000)) {
            assertThat(Sent.of(array).length()).isLessThan(1_000);
        }
    }

    @Test
    void arrivesAsAnErrorOnceItIsClosed() throws Exception {
        Sent<SharedBytes> sent;
        try (var array = SharedArray.ofBytes(10)) {
            sent = Sent.of(array);
        }

        assertThatThrownBy(sent::arrive)
                .isInstanceOf(InvalidObjectException.class)
                .hasMessageStartingWith("shared byte[10] is closed: the JVM that made it has closed it, or ended (");
    }
}
