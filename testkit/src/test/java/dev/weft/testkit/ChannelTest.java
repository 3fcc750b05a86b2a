package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Channel;
import dev.weft.ChannelClosedException;
import dev.weft.Future;
import dev.weft.ThreadPool;
import dev.weft.WaitInterruptedException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelTest {
    private final Channel<String> channel = Channel.bounded(2);

    private static Thread start(FutureTask<?> task) {
        var thread = Thread.ofVirtual().start(task);
        Observed.waiting(thread);
        return thread;
    }

    @Test
    void valuesAreReceivedInTheOrderOfSending() throws Exception {
        channel.send("a");
        channel.send("b");

        assertThat(channel.receive()).isEqualTo("a");
        assertThat(channel.receive()).isEqualTo("b");
    }

    @Test
    void aSenderWaitsForRoom() throws Exception {
        channel.send("a");
        channel.send("b");
        var third = new FutureTask<>(() -> {
            channel.send("c");
            return channel.size();
        });
        start(third);

        assertThat(channel.receive()).isEqualTo("a");

        assertThat(third.get()).isEqualTo(2);
    }

    @Test
    void receiversGetWhatIsLeftAfterTheCloseAndThenTheEnd() throws Exception {
        channel.send("a");
        channel.send("b");
        channel.close();

        var received = new ArrayList<String>();
        channel.forEach(received::add);

        assertThat(received).containsExactly("a", "b");
        assertThatThrownBy(channel::receive)
                .isInstanceOf(ChannelClosedException.class)
                .hasNoCause();
        assertThatThrownBy(() -> channel.iterator().next()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aClosedChannelTakesNoValue() {
        channel.close();

        assertThatThrownBy(() -> channel.send("late"))
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("the channel is closed: a value was not sent");
    }

    @Test
    void closingWakesThoseWhoWaitToSend() throws Exception {
        channel.send("a");
        channel.send("b");
        var third = new FutureTask<>(() -> {
            assertThatThrownBy(() -> channel.send("c")).isInstanceOf(ChannelClosedException.class);
            return true;
        });
        start(third);

        channel.close();

        assertThat(third.get()).isTrue();
    }

    @Test
    void closingWakesThoseWhoWaitToReceive() throws Exception {
        var end = new FutureTask<>(() -> channel.iterator().hasNext());
        start(end);

        channel.close();

        assertThat(end.get()).isFalse();
    }

    @Test
    void aFailureReachesTheReceiverAfterWhatWasSentBefore() throws Exception {
        channel.send("a");
        channel.fail(new IllegalStateException("the source broke"));
        var values = channel.iterator();

        assertThat(values.next()).isEqualTo("a");

        assertThatThrownBy(values::hasNext)
                .isInstanceOf(ChannelClosedException.class)
                .hasMessageContaining("the source broke")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptedReceiverTakesNothing() throws Exception {
        var waiting = new FutureTask<>(() -> {
            assertThatThrownBy(() -> channel.iterator().hasNext()).isInstanceOf(WaitInterruptedException.class);
            return Thread.interrupted();
        });
        var thread = start(waiting);

        thread.interrupt();

        assertThat(waiting.get()).isTrue();
        channel.send("a");
        assertThat(channel.receive()).isEqualTo("a");
    }

    @Test
    void eachValueIsReceivedOnceByOneOfMany() {
        var received = new ConcurrentLinkedQueue<Integer>();
        var numbers = Channel.<Integer>bounded(3);
        try (var pool = ThreadPool.virtual()) {
            var receivers = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(_ -> pool.submit(() -> numbers.forEach(received::add)))
                    .toList();
            var senders = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(sender -> pool.submit(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            numbers.send(sender * 1_000 + i);
                        }
                    }))
                    .toList();
            senders.forEach(Future::result);
            numbers.close();
            receivers.forEach(Future::result);
        }

        assertThat(received)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 4_000).boxed().toList());
    }

    @Test
    void aChannelWithoutRoomIsRefused() {
        assertThatThrownBy(() -> Channel.bounded(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity must be at least 1, was 0");
    }

    @Test
    void aChannelSaysWhatItHolds() throws Exception {
        channel.send("a");

        assertThat(List.of(channel.toString(), channel.isClosed())).containsExactly("Channel[1 of 2, open]", false);
    }
}
