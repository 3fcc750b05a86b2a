package dev.weft.process.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.process.internal.classes.ParentClasses;
import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.wire.Frame;
import dev.weft.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which answers are sent at once, which are kept for a moment, and that those are not lost with the worker. */
@Timeout(60)
class AnswerSenderTest {
    private static final long SHORT = 1_000;

    private final ManualClock clock = new ManualClock();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private PlayedParent parent;

    @SuppressWarnings("NullAway.Init") // before each test
    private AnswerSender sender;

    @BeforeEach
    void open() throws Exception {
        parent = new PlayedParent(folder);
        sender = new AnswerSender(parent.watcher(), parent.inbox(), clock);
        parent.inbox().add(parent.run(1, () -> 1)); // that waits behind those which are answered
    }

    @AfterEach
    void close() throws Exception {
        parent.close();
    }

    private void answer(int number, long nanos) throws IOException {
        sender.send(new Frame.Answer(number, false, nanos, value("")));
    }

    private static Message value(String value) throws IOException {
        return new Encoder(new ParentClasses()).encode(value, "");
    }

    /** Answers a job, whose answer is sent at once, since there is no journal before that. */
    private void openJournal() throws IOException {
        answer(0, SHORT);
        assertThat(parent.hear()).isEqualTo("answer 0");
        clock.advance(Duration.ZERO);
    }

    @Test
    void theAnswerOfAShortJobIsKeptWhileOthersWaitAndSentAfterAMillisecond() throws Exception {
        openJournal();

        answer(1, SHORT);
        answer(2, SHORT);
        assertThat(parent.kept()).containsExactly("answer 1", "answer 2");
        clock.advance(Duration.ofMillis(1));

        assertThat(parent.hear()).isEqualTo("answer 1");
        assertThat(parent.hear()).isEqualTo("answer 2");
        assertThat(parent.kept()).isEmpty();
    }

    @Test
    void whatIsKeptGoesBeforeAllElse() throws Exception {
        openJournal();
        answer(1, SHORT);

        parent.watcher().jobs().write(new Frame.Revoked(7));

        assertThat(parent.hear()).isEqualTo("answer 1");
        assertThat(parent.hear()).isEqualTo("back 7");
        assertThat(parent.kept()).isEmpty();
    }

    @Test
    void theLastAnswerIsSentAtOnceWithThoseThatAreKept() throws Exception {
        openJournal();
        answer(1, SHORT);
        parent.inbox().take();

        answer(2, SHORT);

        assertThat(parent.hear()).isEqualTo("answer 1");
        assertThat(parent.hear()).isEqualTo("answer 2");
    }

    @Test
    void whereNoJobIsLeftWhatIsKeptIsSentWhenAskedFor() throws Exception {
        openJournal();
        answer(1, SHORT);

        sender.flush();

        assertThat(parent.hear()).isEqualTo("answer 1");
    }

    @Test
    void answersOfLongerJobsAndLongAnswersAreSentAtOnce() throws Exception {
        openJournal();

        answer(1, 100_000);
        sender.send(new Frame.Answer(2, false, SHORT, value("long".repeat(100))));

        assertThat(parent.hear()).isEqualTo("answer 1");
        assertThat(parent.hear()).isEqualTo("answer 2");
    }

    @Test
    void thirtyTwoAreKeptAtMost() throws Exception {
        openJournal();

        for (int number = 1; number <= 33; number++) {
            answer(number, SHORT);
        }

        for (int number = 1; number <= 33; number++) {
            assertThat(parent.hear()).isEqualTo("answer " + number);
        }
    }

    @Test
    void noneIsKeptLongerThanATenthOfAMillisecondWhereJobsEnd() throws Exception {
        openJournal();
        answer(1, SHORT);
        clock.advance(Duration.ofNanos(99_000));

        answer(2, SHORT);

        assertThat(parent.hear()).isEqualTo("answer 1");
        assertThat(parent.hear()).isEqualTo("answer 2");
    }

    @Test
    void whereNoJournalCanBeMadeAllAreSentAtOnce() throws Exception {
        Files.createDirectory(parent.watcher().journal());
        openJournal();

        answer(1, SHORT);

        assertThat(parent.hear()).isEqualTo("answer 1");
    }
}
