package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final List<String> ran = new ArrayList<>();

    @Test
    void timeStandsStillUntilItIsMoved() {
        assertThat(clock.nanoTime()).isZero();
        assertThat(clock.elapsed()).isZero();

        clock.advance(SECOND);

        assertThat(clock.nanoTime()).isEqualTo(SECOND.toNanos());
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void timersRunInOrderOfTimeThenOfSettingEachAtItsOwnInstant() {
        set(3, "c");
        set(1, "a1");
        set(2, "b");
        set(1, "a2");
        set(5, "never");

        clock.advance(Duration.ofSeconds(4));

        assertThat(ran).containsExactly("a1 at PT1S", "a2 at PT1S", "b at PT2S", "c at PT3S");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(4));
        assertThat(clock.timers()).isEqualTo(1);
    }

    private Clock.Timer set(int seconds, String name) {
        return clock.schedule(
                Duration.ofSeconds(seconds).toNanos(), () -> ran.add("%s at %s".formatted(name, clock.elapsed())));
    }

    @Test
    void timersRunOnTheThreadThatMovesTheClock() {
        var threads = new ArrayList<Thread>();
        clock.schedule(1, () -> threads.add(Thread.currentThread()));

        clock.advance(SECOND);

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aTimerSetByATimerRunsInTheSameMoveWhenItIsDue() {
        clock.schedule(SECOND.toNanos(), () -> {
            set(1, "next");
            set(9, "later");
        });

        clock.advance(Duration.ofSeconds(3));

        assertThat(ran).containsExactly("next at PT2S");
    }

    @Test
    void aTimerThatIsDueNowRunsWithTheNextMove() {
        set(0, "now");
        set(-1, "before");
        assertThat(ran).isEmpty();

        clock.advance(Duration.ZERO);

        assertThat(ran).containsExactly("now at PT0S", "before at PT0S");
    }

    @Test
    void aCancelledTimerDoesNotRun() {
        var timer = set(1, "cancelled");

        timer.cancel();
        timer.cancel();
        clock.advance(SECOND);

        assertThat(ran).isEmpty();
        assertThat(clock.timers()).isZero();
    }

    @Test
    void aTimerThatThrowsStopsTheMoveAtItsInstant() {
        clock.schedule(SECOND.toNanos(), () -> {
            throw new IllegalStateException("boom");
        });
        set(2, "next");

        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(5))).hasMessage("boom");

        assertThat(clock.elapsed()).isEqualTo(SECOND);
        clock.advance(SECOND);
        assertThat(ran).containsExactly("next at PT2S");
    }

    @Test
    void theClockMovesToTheNextTimer() {
        set(7, "a");
        set(7, "b");
        set(9, "c");

        assertThat(clock.advanceToNext()).isEqualTo(Duration.ofSeconds(7));
        assertThat(ran).containsExactly("a at PT7S", "b at PT7S");
        assertThat(clock.advanceToNext()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void movingToTheNextTimerIsRefusedWhereThereIsNone() {
        assertThatThrownBy(clock::advanceToNext).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTimerMayBeFurtherAwayThanTimeLasts() {
        clock.advance(SECOND);
        clock.schedule(Long.MAX_VALUE, () -> ran.add("at the end of time"));

        clock.advance(Duration.ofDays(100_000));
        assertThat(ran).isEmpty();
        clock.advance(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(ran).containsExactly("at the end of time");
    }

    @Test
    void goingBackIsRefused() {
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S");
    }

    @Test
    void aTimerThatMovesTheClockIsRefused() {
        clock.schedule(1, () -> clock.advance(SECOND));

        assertThatThrownBy(() -> clock.advance(SECOND)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoThreadsThatMoveTheClockTakeTurns() throws Exception {
        var other = new Thread[1];
        clock.schedule(1, () -> {
            other[0] = Thread.ofPlatform().start(() -> clock.advance(SECOND));
            Observed.waiting(other[0]);
            ran.add("first");
        });

        clock.advance(SECOND);
        other[0].join();

        assertThat(ran).containsExactly("first");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aParkedThreadWakesWhenItsTimeHasCome() throws Exception {
        var parked = new FutureTask<>(() -> {
            long end = SECOND.toNanos();
            while (clock.nanoTime() < end) {
                clock.park(this, end - clock.nanoTime());
            }
            return clock.elapsed();
        });
        Thread.ofVirtual().start(parked);
        clock.awaitWaiters(1);

        clock.advance(SECOND.minusNanos(1));
        assertThat(parked.isDone()).isFalse();
        clock.awaitWaiters(1);
        clock.advance(Duration.ofNanos(1));

        assertThat(parked.get()).isEqualTo(SECOND);
        assertThat(clock.waiters()).isZero();
    }

    @Test
    void aParkedThreadWakesWhenItIsUnparkedOrInterrupted() throws Exception {
        for (boolean interrupt : List.of(true, false)) {
            var thread = Thread.ofPlatform().start(() -> clock.park(this, Clock.FOREVER));
            clock.awaitWaiters(1);
            Observed.waiting(thread);

            if (interrupt) {
                thread.interrupt();
            } else {
                LockSupport.unpark(thread);
            }

            thread.join();
            assertThat(clock.waiters()).isZero();
        }
    }

    @Test
    void aThreadThatWasUnparkedBeforeDoesNotPark() {
        LockSupport.unpark(Thread.currentThread());

        clock.park(this, Clock.FOREVER);

        assertThat(clock.waiters()).isZero();
    }

    @Test
    void aParkOfNoTimeDoesNotWait() {
        clock.park(this, 0);
        clock.park(this, -1);

        assertThat(clock.waiters()).isZero();
    }

    @Test
    void manyThreadsParkAndAreWoken() throws Exception {
        var threads = new ArrayList<Thread>();
        for (int i = 1; i <= 50; i++) {
            long end = Duration.ofSeconds(i).toNanos();
            threads.add(Thread.ofVirtual().start(() -> {
                while (clock.nanoTime() < end) {
                    clock.park(this, end - clock.nanoTime());
                }
            }));
        }
        clock.awaitWaiters(50);

        clock.advance(Duration.ofSeconds(50));

        for (var thread : threads) {
            thread.join();
        }
        assertThat(clock.waiters()).isZero();
    }

    @Test
    void theClockSaysWhoWaits() {
        set(1, "a");

        assertThat(clock).hasToString("ManualClock[PT0S, 0 waiters, 1 timers]");
    }
}
