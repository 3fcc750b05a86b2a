package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CallerPool;
import dev.weft.ContextCarrier;
import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.JobRandom;
import dev.weft.Pool;
import dev.weft.TaskGroup;
import dev.weft.ThreadPool;
import dev.weft.testkit.ManualClock;
import dev.weft.testkit.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The code of the guide's chapters on views, groups, delayed jobs and context. */
class GuideViewsTest {
    private static final ScopedValue<String> USER = ScopedValue.newInstance();

    @AutoClose
    private final Pool pool = ThreadPool.virtual();

    @Test
    void viewsAddToAPool() {
        Pool thumbnails =
                pool.named("thumbnail").limit(4).within(Duration.ofSeconds(30)).retrying(3);
        Future<String> thumbnail = thumbnails.submit(() -> "a small picture");

        assertThat(thumbnail.name()).isEqualTo("thumbnail-1");
        assertThat(thumbnail.result()).isEqualTo("a small picture");
    }

    @Test
    void aSeedGivesTheSameNumbersOnEveryPool() {
        Pool dice = pool.seeded(42);
        Future<Integer> first = dice.submit(() -> JobRandom.current().nextInt(1, 7));
        Future<Integer> second = dice.submit(() -> JobRandom.current().nextInt(1, 7));

        try (Pool caller = CallerPool.open()) {
            Pool again = caller.seeded(42);
            var firstAgain = again.submit(() -> JobRandom.current().nextInt(1, 7));
            var secondAgain = again.submit(() -> JobRandom.current().nextInt(1, 7));
            assertThat(List.of(first.result(), second.result()))
                    .isEqualTo(List.of(firstAgain.result(), secondAgain.result()));
        }
    }

    @Test
    void aGroupGivesBothOrNeither() {
        String page = TaskGroup.run(pool, group -> {
            var head = group.submit(() -> read("head"));
            var body = group.submit(() -> read("body"));
            return head.result() + body.result();
        });

        assertThat(page).isEqualTo("headbody");
    }

    @Test
    void aGroupEndsEarlyWhenItHasWhatItWants() {
        var mirrors = List.of("slow", "fast", "slow");

        String fastest = TaskGroup.run(pool, group -> {
            var pages = mirrors.stream()
                    .map(mirror -> group.submit(() -> read(mirror)))
                    .toList();
            String first = Futures.asCompleted(pages).iterator().next().result();
            group.cancelAll();
            return first;
        });

        assertThat(fastest).isEqualTo("fast");
    }

    @Test
    void jobsRunLaterAndAgain() throws Exception {
        var clock = new ManualClock();
        var beats = Signal.create();
        try (Pool pool = ThreadPool.builder().clock(clock).open()) {
            Future<String> tea = pool.after(Duration.ofMinutes(2), () -> "tea is ready");
            Future<?> heartbeat = pool.every(Duration.ofMinutes(1), () -> beats.set());

            for (int minute = 1; minute <= 2; minute++) {
                clock.awaitTimers(2);
                clock.advance(Duration.ofMinutes(1));
            }

            assertThat(tea.result()).isEqualTo("tea is ready");
            beats.awaitCount(3);
            heartbeat.cancel();
        }
    }

    @Test
    void aScopedValueTravels() throws Exception {
        var printed = Printed.by(() -> {
            var carrier = ContextCarrier.of("user", USER);
            ContextCarrier.register(carrier); // once, when the program starts
            ScopedValue.where(USER, "ada").run(() -> {
                Future<String> greeting = pool.submit(() -> "hello " + USER.get());
                IO.println(greeting.result()); // hello ada
            });
            ContextCarrier.unregister(carrier);
        });

        assertThat(printed).containsExactly("hello ada");
    }

    private static String read(String part) throws InterruptedException {
        if (part.equals("slow")) {
            Signal.create().await(); // for a signal that never comes
        }
        return part;
    }
}
