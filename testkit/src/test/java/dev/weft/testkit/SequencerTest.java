package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequencerTest {
    private final Sequencer sequencer = new Sequencer();
    private final List<Integer> order = new CopyOnWriteArrayList<>();

    @Test
    void stepsRunInTheirOrderWhateverThreadTheyAreIn() throws Exception {
        var even = Thread.ofVirtual().start(() -> take(0, 2, 4, 6));
        var odd = Thread.ofPlatform().start(() -> take(1, 3, 5, 7));

        even.join();
        odd.join();

        assertThat(order).isEqualTo(IntStream.range(0, 8).boxed().toList());
    }

    private void take(int... steps) {
        for (int step : steps) {
            try (var _ = sequencer.at(step)) {
                order.add(step);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void aStepWaitsUntilTheOneBeforeItHasEnded() throws Exception {
        var second = new FutureTask<>(() -> {
            take(1);
            return "done";
        });
        var thread = Thread.ofPlatform().unstarted(second);

        try (var _ = sequencer.at(0)) {
            thread.start();
            Observed.waiting(thread);
            assertThat(order).isEmpty();
        }

        assertThat(second.get()).isEqualTo("done");
        assertThat(order).containsExactly(1);
    }

    @Test
    void aStepThatFailsStillLetsTheNextBegin() throws Exception {
        assertThatThrownBy(() -> {
                    try (var _ = sequencer.at(0)) {
                        throw new IllegalStateException("boom");
                    }
                })
                .hasMessage("boom");

        take(1);

        assertThat(order).containsExactly(1);
    }

    @Test
    void aStepIsTakenOnce() throws Exception {
        sequencer.at(0).close();

        assertThatThrownBy(() -> sequencer.at(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("step 0 was begun before: each step is taken once");
    }

    @Test
    void closingAStepTwiceEndsItOnce() throws Exception {
        var first = sequencer.at(0);
        first.close();
        first.close();

        take(1, 2);

        assertThat(order).containsExactly(1, 2);
    }

    @Test
    void anInterruptedWaitBreaksTheOrderForAll() throws Exception {
        var interrupted = new FutureTask<>(() -> sequencer.at(1));
        var waiting = new FutureTask<>(() -> sequencer.at(2));
        var interruptedThread = Thread.ofPlatform().start(interrupted);
        var waitingThread = Thread.ofPlatform().start(waiting);
        Observed.waiting(interruptedThread);
        Observed.waiting(waitingThread);

        interruptedThread.interrupt();

        assertThatThrownBy(interrupted::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThatThrownBy(waiting::get)
                .hasRootCauseMessage("step 2 cannot begin: step 1 was interrupted while it waited for step 0 to end");
        assertThatThrownBy(() -> sequencer.at(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aNegativeStepIsRefused() {
        assertThatThrownBy(() -> sequencer.at(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
