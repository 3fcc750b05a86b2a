package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.EventQueue;
import java.awt.Toolkit;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop over Swing's event dispatch thread. */
class SwingTest {
    private final Loop loop = Loop.over(EventQueue::invokeLater);
    // Used on the event dispatch thread, and by the test when that is over.
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        loop.closeNow();
    }

    @Test
    void coroutinesRunOnTheDispatchThreadButAreNotIt() {
        var carrier = loop.submit(Carrier::name).result();
        var isDispatchThread = loop.submit(() -> EventQueue.isDispatchThread()).result();

        assertThat(carrier).startsWith("AWT-EventQueue");
        assertThat(isDispatchThread).isFalse();
    }

    @Test
    void onCarrierIsTheDispatchThread() {
        assertThat(loop.submit(() -> loop.onCarrier(EventQueue::isDispatchThread))
                        .result())
                .isTrue();
        assertThat(loop.onCarrier(EventQueue::isDispatchThread)).isTrue();
    }

    @Test
    void aCoroutineThatWaitsForTheUserDoesNotFreezeTheInterface() throws Exception {
        var clicks = new LinkedBlockingQueue<String>();
        var clicked = loop.submit(clicks::take);

        EventQueue.invokeAndWait(() -> log.add("painted"));
        EventQueue.invokeAndWait(() -> clicks.add("click"));

        assertThat(clicked.result()).isEqualTo("click");
        assertThat(log).containsExactly("painted");
    }

    @Test
    void aCoroutineThatSleepsDoesNotFreezeTheInterface() throws Exception {
        var awake = new CountDownLatch(1);
        var sleeper = loop.submit(() -> {
            Loop.sleep(Duration.ofMillis(2));
            Thread.sleep(2);
            awake.countDown();
            return "slept";
        });

        EventQueue.invokeAndWait(() -> log.add("painted"));

        assertThat(sleeper.result()).isEqualTo("slept");
        assertThat(log).containsExactly("painted");
    }

    @Test
    void socketsSuspendOnlyTheCoroutine() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var accepted = loop.submit(() -> {
                try (var socket = server.accept()) {
                    return socket.getInputStream().read();
                }
            });
            EventQueue.invokeAndWait(() -> log.add("painted"));
            var sent = loop.submit(() -> {
                try (var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                    socket.getOutputStream().write(7);
                }
            });

            sent.result();
            assertThat(accepted.result()).isEqualTo(7);
        }
        assertThat(log).containsExactly("painted");
    }

    @Test
    void invokeAndWaitInACoroutineSuspendsOnlyThat() {
        loop.submit(() -> {
                    EventQueue.invokeAndWait(() -> log.add("event"));
                    log.add("after it");
                })
                .result();

        assertThat(log).containsExactly("event", "after it");
    }

    @Test
    void aModalDialogLetsOtherCoroutinesGoOn() {
        var dialog = loop.onCarrier(
                () -> Toolkit.getDefaultToolkit().getSystemEventQueue().createSecondaryLoop());
        var showing = loop.submit(() -> {
            loop.submit(() -> {
                log.add("ready before");
                Loop.sleep(Duration.ofMillis(1));
                loop.onCarrier(() -> log.add(EventQueue.isDispatchThread() ? "painted" : "painted elsewhere"));
                var later = loop.submit(() -> log.add("submitted meanwhile"));
                later.result();
                dialog.exit();
            });
            loop.onCarrier(dialog::enter);
            log.add("dialog over");
            Loop.sleep(Duration.ofNanos(1));
            return loop.onCarrier(EventQueue::isDispatchThread);
        });

        assertThat(showing.result()).isTrue();
        assertThat(log).containsExactly("ready before", "painted", "submitted meanwhile", "dialog over");
    }

    @Test
    void aTimerThatWasSetBeforeAModalDialogFiresDuringIt() {
        var dialog = loop.onCarrier(
                () -> Toolkit.getDefaultToolkit().getSystemEventQueue().createSecondaryLoop());
        loop.submit(() -> {
                    loop.callLater(Duration.ofMillis(1), dialog::exit);
                    loop.onCarrier(dialog::enter);
                    log.add("dialog over");
                })
                .result();

        assertThat(log).containsExactly("dialog over");
    }

    @Test
    void aTimerThatIsSetByTheActionItselfFiresDuringIt() {
        var dialog = loop.onCarrier(
                () -> Toolkit.getDefaultToolkit().getSystemEventQueue().createSecondaryLoop());
        loop.submit(() -> {
                    loop.onCarrier(() -> {
                        loop.callLater(Duration.ofMillis(1), dialog::exit);
                        return dialog.enter();
                    });
                    log.add("dialog over");
                })
                .result();

        assertThat(log).containsExactly("dialog over");
    }

    @Test
    void lookingAtTheStackOfACoroutineWhoseDialogIsOpenDoesNotLetItGoOn() throws Exception {
        var dialog = loop.onCarrier(
                () -> Toolkit.getDefaultToolkit().getSystemEventQueue().createSecondaryLoop());
        var thread = new CompletableFuture<Thread>();
        var opened = new CountDownLatch(1);
        var showing = loop.submit(() -> {
            thread.complete(Thread.currentThread());
            loop.onCarrier(() -> {
                opened.countDown();
                dialog.enter();
                log.add("dialog closed");
            });
            log.add("went on");
        });
        opened.await();
        for (int i = 0; i < 10; i++) {
            thread.get().getStackTrace();
            loop.submit(() -> "a pass").result();
        }
        dialog.exit();
        showing.result();

        assertThat(log).containsExactly("dialog closed", "went on");
    }

    @Test
    void closingFromTheDispatchThreadIsRefused() throws Exception {
        loop.submit(() -> "so that the loop knows its thread").result();
        var ended = new CompletableFuture<Ended>();
        EventQueue.invokeAndWait(() -> ended.complete(Ended.of(loop::close)));

        assertThat(ended.get().thrown())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("would wait for itself");
    }
}
