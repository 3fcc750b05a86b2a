package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignalTest {
    private final Signal signal = Signal.create();

    @Test
    void aSignalIsSetOrNotAndCounts() {
        assertThat(signal.isSet()).isFalse();
        assertThat(signal.count()).isZero();

        signal.set();
        signal.set();

        assertThat(signal.isSet()).isTrue();
        assertThat(signal.count()).isEqualTo(2);
    }

    @Test
    void signalsAreIndependent() {
        signal.set();

        assertThat(Signal.create().isSet()).isFalse();
    }

    @Test
    void aSignalThatIsSetIsNotWaitedFor() throws Exception {
        signal.set();

        signal.await();
        signal.awaitUninterruptibly();
        signal.awaitCount(1);
    }

    @Test
    void settingItWakesAllWhoWait() throws Exception {
        var first = Thread.ofVirtual().start(signal::awaitUninterruptibly);
        var second = Thread.ofPlatform().start(signal::awaitUninterruptibly);
        Observed.waiting(first);
        Observed.waiting(second);

        signal.set();

        first.join();
        second.join();
    }

    @Test
    void aCountIsReachedFromManyThreads() throws Exception {
        var setters = IntStream.range(0, 20)
                .mapToObj(_ -> Thread.ofVirtual().start(signal::set))
                .toList();

        signal.awaitCount(20);

        for (var setter : setters) {
            setter.join();
        }
        assertThat(signal.count()).isEqualTo(20);
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        var waiter = new FutureTask<>(() -> {
            assertThatThrownBy(signal::await).isInstanceOf(InterruptedException.class);
            return "interrupted";
        });
        var thread = Thread.ofPlatform().start(waiter);
        Observed.waiting(thread);

        thread.interrupt();

        assertThat(waiter.get()).isEqualTo("interrupted");
    }

    @Test
    void anInterruptedThreadDoesNotWaitAndCanStillSet() {
        Thread.currentThread().interrupt();
        signal.set();

        assertThatThrownBy(signal::await).isInstanceOf(InterruptedException.class);
        assertThat(signal.isSet()).isTrue();
    }

    @Test
    void anUninterruptibleWaitKeepsTheInterrupt() throws Exception {
        var waiter = new FutureTask<>(() -> {
            signal.awaitUninterruptibly();
            return Thread.currentThread().isInterrupted();
        });
        var thread = Thread.ofPlatform().start(waiter);
        Observed.waiting(thread);

        thread.interrupt();
        Observed.until("the interrupt to be taken", () -> !thread.isInterrupted());
        signal.set();

        assertThat(waiter.get()).isTrue();
    }

    @Test
    void aCopyIsTheSameSignal() throws Exception {
        var copy = SignalPeer.received(SignalPeer.sent(signal));

        copy.set();

        assertThat(signal.isSet()).isTrue();
    }

    @Test
    void aSignalCrossesProcesses() throws Exception {
        var answer = Signal.create();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var peer = new ProcessBuilder(
                        java,
                        "-cp",
                        classPath(),
                        SignalPeer.class.getName(),
                        SignalPeer.sent(signal),
                        SignalPeer.sent(answer))
                .inheritIO()
                .start();

        assertThat(answer.isSet()).isFalse();
        signal.set();
        answer.awaitCount(2);

        assertThat(peer.waitFor()).isZero();
    }

    /** Returns where the classes of this test and of the test kit are, whether they are loaded as modules or not. */
    private static String classPath() {
        return Stream.of(Signal.class, SignalPeer.class)
                .map(SignalTest::folderOf)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String folderOf(Class<?> type) {
        var file = "/" + type.getName().replace('.', '/') + ".class";
        var path = type.getResource(file).getPath();
        return path.substring(0, path.length() - file.length());
    }
}
