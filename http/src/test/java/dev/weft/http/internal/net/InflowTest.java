package dev.weft.http.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.Observed;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Ways that share a limit on what waits to be read. */
class InflowTest {
    private static final int PIECE = 10;

    private final Waiting all = new Waiting(10 * PIECE);

    /** A way whose peer sends when it is told to. */
    private final class Way {
        private final AtomicInteger waiting = new AtomicInteger();
        private boolean reading = true;
        private final Inflow inflow = new Inflow("a way", waiting::get, all, false, on -> reading = on);

        Way holding(int pieces) {
            inflow.put(() -> waiting.addAndGet(pieces * PIECE));
            return this;
        }

        void takePiece() {
            inflow.take(null, () -> waiting.addAndGet(-PIECE));
        }
    }

    @Test
    void whatWaitsIsCountedUntilItIsTaken() {
        var way = new Way().holding(3);
        assertThat(all.bytes()).isEqualTo(3 * PIECE);

        way.takePiece();
        assertThat(all.bytes()).isEqualTo(2 * PIECE);
    }

    @Test
    void aPeerIsHeldUpWhenMuchWaitsElsewhere() {
        var other = new Way().holding(10);
        var way = new Way().holding(1);

        assertThat(other.reading).isFalse();
        assertThat(way.reading).isFalse();
    }

    @Test
    void aReaderGetsWhatItWaitsForHoweverMuchWaitsElsewhere() throws InterruptedException {
        new Way().holding(10);
        var way = new Way().holding(1);
        way.takePiece();
        assertThat(way.reading).isFalse();

        var reader = Thread.ofVirtual().start(() -> way.inflow.take(null, () -> way.waiting.get() == 0 ? null : true));
        Observed.waiting(reader);
        assertThat(way.inflow.<Boolean>locked(() -> way.reading)).isTrue();
        way.holding(1);

        reader.join();
        assertThat(way.reading).isFalse();
    }

    @Test
    void aPeerGoesOnWhenLittleWaitsEverywhere() {
        var other = new Way().holding(10);
        var way = new Way().holding(2);
        other.takePiece();
        other.takePiece();
        other.takePiece();

        way.takePiece();

        assertThat(way.reading).isTrue();
    }

    @Test
    void whatIsReservedCountsUntilTheEndAndHoldsUpNobodyItself() {
        var way = new Way();
        assertThat(way.inflow.<Boolean>locked(() -> way.inflow.tryReserve(8 * PIECE)))
                .isTrue();
        way.holding(1);
        assertThat(all.bytes()).isEqualTo(9 * PIECE);
        assertThat(way.reading).isTrue();

        way.inflow.end(null);
        assertThat(all.bytes()).isZero();
    }

    @Test
    void nothingIsReservedWhereMuchWaitsElsewhereOrAfterTheEnd() {
        var other = new Way().holding(10);
        var way = new Way();
        assertThat(way.inflow.<Boolean>locked(() -> way.inflow.tryReserve(PIECE)))
                .isFalse();

        other.inflow.end(null);
        way.inflow.end(null);
        assertThat(way.inflow.<Boolean>locked(() -> way.inflow.tryReserve(PIECE)))
                .isFalse();
        assertThat(all.bytes()).isZero();
    }

    @Test
    void whatIsLeftAtTheEndCountsNoLonger() {
        var way = new Way().holding(5);

        way.inflow.end(null);

        assertThat(all.bytes()).isZero();
        way.takePiece();
        assertThat(all.bytes()).isZero();
    }

    @Test
    void aPeerThatIsHeldUpGoesOnAtTheEnd() {
        var way = new Way().holding(10);

        way.inflow.end(null);

        assertThat(way.reading).isTrue();
    }
}
