package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.DeadlineExceededException;
import dev.weft.Events;
import dev.weft.Job;
import dev.weft.JobOptions;
import dev.weft.PoolEvent;
import dev.weft.testkit.Observed;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop that is held is reported while it is held. */
class HeldLoopTest {
    private static final Duration LIMIT = Duration.ofMillis(5);

    private final Loop loop = Loop.builder().name("held").heldLimit(LIMIT).open();
    private final LinkedBlockingQueue<PoolEvent.LoopHeld> reports = new LinkedBlockingQueue<>();
    private final Events.Subscription subscription = Events.subscribe(event -> {
        if (event instanceof PoolEvent.LoopHeld held && held.pool().equals("held")) {
            reports.add(held);
        }
    });
    private final AtomicBoolean letGo = new AtomicBoolean();

    @AfterEach
    void close() {
        letGo.set(true);
        loop.closeNow();
        subscription.close();
    }

    @Test
    void theReportSaysWhichCoroutineWhereAndForHowLong() throws Exception {
        var holder = submit("resize", () -> hold("for the report"));

        var report = reportOf("resize");

        assertThat(holder.isDone()).isFalse();
        assertThat(report.heldFor()).isGreaterThanOrEqualTo(LIMIT);
        assertThat(report.stack()).anyMatch(frame -> frame.getMethodName().equals("hold"));
    }

    @Test
    void theLogSaysSoTogetherWithTheRemedy() throws Exception {
        try (var log = new LoggedMessages()) {
            submit("resize", () -> hold("for the log"));
            reportOf("resize");

            assertThat(log.about("resize"))
                    .first()
                    .asString()
                    .startsWith("loop 'held' is held for ")
                    .contains("by 'resize'", "loop.on(pool, job)", "HeldLoopTest.hold");
        }
    }

    @Test
    void countAndMaximumCanBeRead() throws Exception {
        submit("resize", () -> hold("for the count"));
        reportOf("resize");

        assertThat(loop.held().count()).isPositive();
        assertThat(loop.held().longest()).isGreaterThanOrEqualTo(LIMIT);
    }

    @Test
    void oneThatStaysHeldIsReportedAgainTenTimesLater() throws Exception {
        submit("resize", () -> hold("for two reports"));

        var first = reportOf("resize");
        var second = reportOf("resize");

        assertThat(second.heldFor()).isGreaterThanOrEqualTo(first.heldFor());
    }

    @Test
    void anActionOnTheCarrierIsReportedWithTheCarriersStack() throws Exception {
        submit("paint", () -> loop.onCarrier(() -> hold("on the carrier")));

        var report = reportOf("paint");

        assertThat(report.stack())
                .anyMatch(frame -> frame.getMethodName().equals("hold"))
                .anyMatch(frame -> frame.getClassName().endsWith("EventLoop"));
    }

    @Test
    void anIdleLoopIsNotReported() throws Exception {
        try (var idle = Loop.builder().heldLimit(Duration.ofMillis(1)).open()) {
            Observed.waiting(idle.onCarrier(Thread::currentThread));
            long before = idle.held().count();
            submit("resize", () -> hold("beside an idle loop"));
            reportOf("resize");
            reportOf("resize");

            assertThat(idle.held().count()).isEqualTo(before);
        }
    }

    @Test
    void aLoopThatGoesOnIsNotReported() throws Exception {
        try (var busy = Loop.builder().heldLimit(Duration.ofMillis(500)).open()) {
            var over = new AtomicBoolean();
            for (int i = 0; i < 2; i++) {
                busy.submit(() -> {
                    while (!over.get()) {
                        Loop.yield();
                    }
                });
            }
            submit("resize", () -> hold("beside a busy loop"));
            Observed.until("a hold of a second", () -> loop.held().longest().toMillis() > 1_000);
            over.set(true);

            assertThat(busy.held().count()).isZero();
        }
    }

    @Test
    void theDeadlineOfAJobThatHoldsTheLoopEndsItsFuture() {
        var overdue = loop.within(Duration.ofMillis(1)).submit(() -> hold("past its deadline"));

        assertThatThrownBy(overdue::result).isInstanceOf(DeadlineExceededException.class);
        assertThat(letGo).isFalse();
    }

    @Test
    void theDeadlineOfAJobThatWaitsForTheLoopEndsItsFuture() {
        submit("resize", () -> hold("the one who waits"));
        var overdue = loop.within(Duration.ofMillis(1)).submit(() -> 1);

        assertThatThrownBy(overdue::result).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void aCancelEndsTheFutureOfAJobThatHoldsTheLoop() throws Exception {
        var started = new CountDownLatch(1);
        var holder = loop.submit(() -> {
            started.countDown();
            return hold("after its cancel");
        });
        started.await();

        assertThat(holder.cancel()).isTrue();
        assertThat(holder.isDone()).isTrue();
    }

    private dev.weft.Future<String> submit(String name, Job<String> job) {
        return loop.submit(JobOptions.none().withName(name), job);
    }

    private PoolEvent.LoopHeld reportOf(String job) throws InterruptedException {
        while (true) {
            var report = reports.take();
            if (report.job().equals(job)) {
                return report;
            }
        }
    }

    private String hold(String why) {
        Observed.spinUntil(letGo::get);
        return why;
    }
}
