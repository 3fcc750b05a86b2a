package dev.weft.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.process.internal.shared.Mappings;
import dev.weft.process.internal.shared.Peer;
import dev.weft.process.internal.shared.Sent;
import java.io.InvalidObjectException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@link SharedArray} between this JVM and others. */
class SharedArrayPeerTest {
    @SuppressWarnings("NullAway.Init") // before all tests
    private static Peer peer;

    // In the peer: what a job has kept for later ones.
    private static @Nullable SharedLongs kept;

    @BeforeAll
    static void start() throws Exception {
        peer = Peer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        peer.close();
    }

    @Test
    void isReadAndWrittenInAnotherJvm() throws Exception {
        try (var array = SharedArray.copyOf(new double[] {1, 2, 3})) {
            double seen = peer.call(() -> {
                array.set(0, 10);
                return array.get(2);
            });

            assertThat(seen).isEqualTo(3);
            assertThat(array.toArray()).containsExactly(10, 2, 3);
        }
    }

    @Test
    void aSliceIsAllThatAnotherJvmGets() throws Exception {
        try (var array = SharedArray.ofInts(100)) {
            SharedInts part = array.slice(40, 50);

            long length = peer.call(() -> {
                part.copyFrom(0, new int[] {1, 2}, 0, 2);
                return part.length();
            });

            assertThat(length).isEqualTo(10);
            assertThat(array.slice(39, 43).toArray()).containsExactly(0, 1, 2, 0);
            assertThatThrownBy(() -> peer.call(() -> part.get(10))).hasMessage("index 10 is outside shared int[10]");
        }
    }

    @Test
    void addsAreNotLostBetweenJvms() throws Exception {
        int adds = 200_000;
        try (var counters = SharedArray.ofLongs(2);
                Peer other = Peer.start()) {
            Callable<Boolean> one = peer.send(() -> addToBoth(counters, adds));
            Callable<Boolean> two = other.send(() -> addToBoth(counters, adds));
            addToBoth(counters, adds);
            one.call();
            two.call();

            assertThat(counters.toArray()).containsExactly(3L * adds, 3L * adds);
        }
    }

    private static boolean addToBoth(SharedLongs counters, int adds) {
        for (int i = 0; i < adds; i++) {
            counters.getAndAdd(0, 1);
            long seen = counters.get(1);
            while (!counters.compareAndSet(1, seen, seen + 1)) {
                seen = counters.getAndAdd(1, 0);
            }
        }
        return true;
    }

    @Test
    void closingItElsewhereFreesNothing() throws Exception {
        try (var array = SharedArray.copyOf(new long[] {1})) {
            long seen = peer.call(() -> closeAndRead(array));

            assertThat(seen).isEqualTo(1);
            assertThat(array.get(0)).isEqualTo(1);
        }
    }

    private static long closeAndRead(SharedLongs array) {
        array.close();
        return array.get(0);
    }

    @Test
    void arrivesInAnotherJvmAsAnErrorOnceItIsClosed() throws Exception {
        Sent<SharedLongs> sent;
        try (var array = SharedArray.ofLongs(10)) {
            sent = Sent.of(array);
        }

        assertThatThrownBy(() -> peer.call(() -> sent.arrive().length()))
                .isInstanceOf(InvalidObjectException.class)
                .hasMessageContaining("shared long[10] is closed: the JVM that made it has closed it, or ended");
    }

    @Test
    void anotherJvmReadsOnUntilItLetsGoOfAClosedArray() throws Exception {
        try (var array = SharedArray.copyOf(new long[] {42})) {
            peer.call(() -> kept = array);
        }

        assertThat(peer.call(() -> kept().get(0))).isEqualTo(42);
        peer.call(() -> {
            Mappings.releaseClosed();
            return true;
        });

        assertThatThrownBy(() -> peer.call(() -> kept().get(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("shared long[1] is closed");
    }

    private static SharedLongs kept() {
        return Objects.requireNonNull(kept);
    }

    @Test
    void isMappedOnceHoweverOftenItArrives() throws Exception {
        try (var array = SharedArray.ofLongs(10)) {
            long first = peer.call(() -> {
                kept = array;
                return array.segment().address();
            });

            assertThat(peer.call(() -> array.segment().address())).isEqualTo(first);
        }
    }
}
