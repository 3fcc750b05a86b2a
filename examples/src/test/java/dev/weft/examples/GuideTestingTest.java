package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.DeadlineExceededException;
import dev.weft.Future;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import dev.weft.testkit.ManualClock;
import dev.weft.testkit.Observed;
import dev.weft.testkit.Sequencer;
import dev.weft.testkit.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** The code of the guide's chapter on testing. */
class GuideTestingTest {

    @Test
    void remindsAfterAnHour() {
        var clock = new ManualClock();
        try (Pool pool = ThreadPool.builder().clock(clock).open()) {
            Future<String> reminder = pool.after(Duration.ofHours(1), () -> "stand up");

            clock.advance(Duration.ofMinutes(59));
            assertThat(reminder.status()).isEqualTo(Future.Status.PENDING);

            clock.advance(Duration.ofMinutes(1));
            assertThat(reminder.result()).isEqualTo("stand up");
        }
    }

    @Test
    void aStalledDownloadIsOverdueAfterAMinute() throws Exception {
        var clock = new ManualClock();
        var started = Signal.create();
        var never = Signal.create();
        try (Pool pool = ThreadPool.builder().clock(clock).open()) {
            Future<String> download = pool.within(Duration.ofMinutes(1)).submit(() -> {
                started.set();
                never.await(); // until it is interrupted
                return "a page";
            });
            started.await();

            clock.advance(Duration.ofMinutes(1));

            assertThat(download.exception()).isInstanceOf(DeadlineExceededException.class);
        }
    }

    @Test
    void threadsTakeTurns() throws Exception {
        var log = new CopyOnWriteArrayList<String>();
        var sequencer = new Sequencer();
        try (Pool pool = ThreadPool.virtual()) {
            var other = pool.submit(() -> {
                try (var _ = sequencer.at(1)) {
                    log.add("other");
                }
            });
            try (var _ = sequencer.at(0)) {
                log.add("first");
            }
            try (var _ = sequencer.at(2)) {
                log.add("last");
            }
            other.result();
        }
        assertThat(log).isEqualTo(List.of("first", "other", "last"));
    }

    @Test
    void theQueueIsEmptied() {
        var queue = new LinkedBlockingQueue<String>();
        try (Pool pool = ThreadPool.virtual()) {
            Future<String> page = pool.submit(queue::take);
            queue.add("a page");
            Observed.none("pages in the queue", queue::size);

            assertThat(page.result()).isEqualTo("a page");
        }
    }
}
