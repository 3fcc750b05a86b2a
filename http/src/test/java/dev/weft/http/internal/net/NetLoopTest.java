package dev.weft.http.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.WaitInterruptedException;
import dev.weft.WaitTimeoutException;
import dev.weft.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How code on any thread reaches an event loop, and which one it reaches. */
@Timeout(60)
class NetLoopTest {
    private Network network = Network.acquire();
    private final NetLoop home = network.loops().getFirst();

    @AfterEach
    void release() {
        network.release();
    }

    @Test
    void aChainRunsOnTheLoopsThreadUnderItsContext() throws FailedChain {
        var seen = home.call(
                "look", () -> Future.succeededFuture(home.isCaller() && Vertx.currentContext() == home.context()));

        assertThat(seen).isTrue();
        assertThat(home.isCaller()).isFalse();
    }

    @Test
    void aCoroutineOverTheLoopIsNotItsBareThreadAndMayWait() {
        try (var loop = Loop.over(home.executor())) {
            Callable<String> look = () -> home.isCaller() + " "
                    + home.call("look", () -> Future.succeededFuture(Vertx.currentContext() == home.context()));

            assertThat(loop.submit(look).result()).isEqualTo("false true");
        }
    }

    @Test
    void whatAChainFailsWithIsTheReason() {
        var reason = new IllegalStateException("failed");

        assertThatThrownBy(() -> home.call("fail", () -> Future.failedFuture(reason)))
                .isInstanceOfSatisfying(
                        FailedChain.class, e -> assertThat(e.reason()).isSameAs(reason));
        assertThatThrownBy(() -> home.call("throw", () -> {
                    throw reason;
                }))
                .isInstanceOfSatisfying(
                        FailedChain.class, e -> assertThat(e.reason()).isSameAs(reason));
    }

    @Test
    void theBareThreadMayNotWaitForItself() throws FailedChain {
        var refusal = home.call("try", () -> {
            try {
                home.call("wait", Future::succeededFuture);
                return Future.succeededFuture("waited");
            } catch (IllegalStateException e) {
                return Future.succeededFuture(e.getMessage());
            } catch (FailedChain e) {
                return Future.failedFuture(e);
            }
        });

        assertThat(refusal).startsWith("wait was called on the network's own thread");
    }

    @Test
    void anInterruptedOrOverdueWaitLeavesTheChainRunning() throws Exception {
        var promise = Promise.<String>promise();
        var ended = new CountDownLatch(1);
        var future = home.start("a chain", () -> promise.future().onComplete(ignored -> ended.countDown()));

        assertThatThrownBy(() -> NetLoop.valueOf(future, Duration.ofMillis(1)))
                .isInstanceOf(WaitTimeoutException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> NetLoop.valueOf(future)).isInstanceOf(WaitInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();

        home.run(() -> promise.complete("done"));
        ended.await();
        assertThat(NetLoop.valueOf(future)).isEqualTo("done");
    }

    @Test
    void actionsOfOneThreadRunInTheirOrder() throws FailedChain {
        var seen = new ArrayList<Integer>(); // of the event loop
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            home.run(() -> seen.add(number));
        }

        var copy = home.call("look", () -> Future.succeededFuture(new ArrayList<>(seen)));

        assertThat(copy).hasSize(1_000).isSorted();
    }

    @Test
    void allShareOneNetworkUntilTheLastIsDone() {
        var second = Network.acquire();
        assertThat(second).isSameAs(network);

        second.release();

        assertThat(home.executor().isShuttingDown()).isFalse();
    }

    @Test
    void eventLoopsOutliveTheirLastUserForTheNext() {
        var first = network;
        first.release();

        network = Network.acquire();

        assertThat(network).isSameAs(first);
        Network.closeUnused();
        assertThat(home.executor().isShuttingDown()).isFalse();
    }

    @Test
    void eventLoopsThatNobodyUsesAreClosedAndTheNextUserOpensOthers() throws Exception {
        var first = network;
        first.release();

        Network.closeUnused();
        home.executor().terminationFuture().await();
        network = Network.acquire();

        assertThat(network).isNotSameAs(first);
        assertThat(network.loops())
                .hasSize(Runtime.getRuntime().availableProcessors())
                .doesNotHaveDuplicates();
        assertThat(new HashSet<>(network.loops().stream().map(NetLoop::executor).toList()))
                .hasSameSizeAs(network.loops());
    }

    @Test
    void callersElsewhereHaveEachLoopInTurnAndALoopOfTheirsAlwaysTheSame() {
        var turns = new HashSet<NetLoop>();
        for (int i = 0; i < network.loops().size(); i++) {
            turns.add(network.loopOfCaller());
        }
        assertThat(turns).hasSameSizeAs(network.loops());

        var ours = network;
        boolean same = Loop.run(() -> {
            var first = ours.loopOfCaller();
            return first == ours.loopOfCaller();
        });
        assertThat(same).isTrue();
    }
}
