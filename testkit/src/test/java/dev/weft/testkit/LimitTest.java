package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.CallerPool;
import dev.weft.Future;
import dev.weft.Promise;
import dev.weft.ThreadPool;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A limited view gives its places on, whoever makes them free and whatever is below. */
class LimitTest {
    private static final Duration LIMIT = Signal.SAFETY_LIMIT;

    private final Signal started = Signal.create();
    private final Signal release = Signal.create();

    @Test
    void aLongQueueEndsWithThePoolBelow() throws Exception {
        var pool = ThreadPool.open(1);
        var view = pool.limit(1);
        view.submit(Jobs.waiting(started, release));
        started.await();
        var waiting =
                IntStream.range(0, 10_000).mapToObj(_ -> view.submit(() -> 1)).toList();

        pool.shutdown();
        release.set();

        assertThat(waiting).allMatch(future -> future.awaitStopped(LIMIT));
        view.close();
        pool.close();
    }

    @Test
    void jobsThatAreOverAtOnceAreNoStackAsDeepAsTheQueue() throws Exception {
        var view = CallerPool.open().limit(1);
        var first = Thread.ofPlatform().start(() -> view.submit(Jobs.waiting(started, release)));
        started.await();
        var waiting =
                IntStream.range(0, 20_000).mapToObj(_ -> view.submit(() -> 1)).toList();

        release.set();
        first.join();

        assertThat(waiting).allMatch(future -> future.status() == Future.Status.SUCCEEDED);
    }

    @Test
    void aPlaceIsGivenOnThoughTheThreadOfAnotherIsBusyWithTheOneItGaveOn() throws Exception {
        var view = CallerPool.open().limit(2);
        var releaseSecond = Signal.create();
        for (var end : List.of(release, releaseSecond)) {
            Thread.ofPlatform().daemon().start(() -> view.submit(Jobs.waiting(started, end)));
        }
        started.awaitCount(2);
        var answer = Promise.<Integer>create();
        var handedOver = Signal.create();
        var waitsForTheOther = view.submit(() -> {
            handedOver.set();
            return answer.future().result();
        });
        view.submit(() -> answer.succeed(7));

        release.set(); // its thread goes on with the job that waits
        handedOver.await();
        releaseSecond.set();

        assertThat(waitsForTheOther.result(LIMIT)).isEqualTo(7);
    }

    @Test
    void cancellingNeverWaitsForRoomInThePoolBelow() throws Exception {
        try (var pool = ThreadPool.builder().threads(1).queueLimit(1).open()) {
            pool.submit(Jobs.waiting(started, release));
            started.await();
            var view = pool.limit(1);
            var queued = view.submit(() -> 1); // fills the pool's queue
            var next = view.submit(() -> 2);
            var waitsForRoom = Thread.ofPlatform().start(() -> pool.submit(() -> 3));
            Observed.waiting(waitsForRoom);

            var canceller = Thread.ofPlatform().daemon().start(() -> queued.cancel());

            assertThat(canceller.join(LIMIT)).isTrue();
            release.set();
            assertThat(next.result(LIMIT)).isEqualTo(2);
            waitsForRoom.join();
        }
    }
}
