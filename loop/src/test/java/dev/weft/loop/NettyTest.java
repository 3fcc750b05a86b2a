package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.TaskGroup;
import dev.weft.testkit.Observed;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop over one of Netty's event loops. */
class NettyTest {
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop host = group.next();
    private final Loop loop = Loop.builder().name("guest").over(host);

    @AfterEach
    void close() throws Exception {
        loop.closeNow();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    }

    @Test
    void onCarrierIsInTheEventLoopAndACoroutineIsNot() {
        assertThat(loop.submit(() -> host.inEventLoop()).result()).isFalse();
        assertThat(loop.submit(() -> loop.onCarrier(() -> host.inEventLoop())).result())
                .isTrue();
    }

    @Test
    void theHostsOwnTasksGoOnWhileCoroutinesSleepAndYield() throws Exception {
        var over = new CountDownLatch(1);
        var sleeper = loop.submit(() -> {
            Loop.sleep(Duration.ofMillis(2));
            Thread.sleep(2);
            return "slept";
        });
        loop.submit(() -> {
            while (over.getCount() > 0) {
                Loop.yield();
            }
        });

        assertThat(host.submit(() -> "a task of its own").get()).isEqualTo("a task of its own");
        assertThat(host.schedule(() -> "a timer of its own", 1, TimeUnit.MILLISECONDS)
                        .get())
                .isEqualTo("a timer of its own");
        assertThat(sleeper.result()).isEqualTo("slept");
        over.countDown();
    }

    @Test
    void waitingForANettyFutureSuspendsOnlyTheCoroutine() {
        var synced = loop.submit(() ->
                host.schedule(() -> "synced", 1, TimeUnit.MILLISECONDS).sync().getNow());
        var other = loop.submit(() -> "other");

        assertThat(other.result()).isEqualTo("other");
        assertThat(synced.result()).isEqualTo("synced");
    }

    @Test
    void socketsSuspendOnlyTheCoroutine() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var accepted = loop.submit(() -> {
                try (var socket = server.accept()) {
                    return socket.getInputStream().read();
                }
            });
            loop.submit(() -> {
                        try (var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                            socket.getOutputStream().write(7);
                        }
                    })
                    .result();

            assertThat(accepted.result()).isEqualTo(7);
        }
    }

    @Test
    void anEventLoopThatIsShutDownUnderTheLoopEndsEveryFuture() throws Exception {
        Queue<String> log = new ConcurrentLinkedQueue<>();
        var started = new CountDownLatch(2);
        try (var logged = new LoggedMessages()) {
            var sleeping = loop.submit(() -> {
                try {
                    started.countDown();
                    new CountDownLatch(1).await();
                } finally {
                    TaskGroup.cleanUp(() -> {
                        Loop.sleep(Duration.ofMillis(1));
                        log.add("cleaned up");
                    });
                }
            });
            var waiting = loop.submit(() -> {
                started.countDown();
                return sleeping.result();
            });
            started.await();
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();

            Observed.until("the end of both", () -> sleeping.isDone() && waiting.isDone());
            loop.close();

            assertThat(log).containsExactly("cleaned up");
            assertThat(sleeping.isCancelled()).isTrue();
            assertThat(logged.about("guest"))
                    .containsExactly(
                            "the executor of loop 'guest' takes no more work: its jobs are cancelled, and end on another thread");
        }
    }
}
