package dev.weft.process.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.process.internal.classes.WorkerClasses;
import dev.weft.process.internal.codec.Decoder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
    @TempDir
    private Path folder;

    /** It would sleep with a job in its inbox, since nothing more arrives. */
    @Test
    void aThreadThatIsAboutToWaitForAJobDoesNotWhereAnotherThreadHasTakenItIn() throws Exception {
        try (var parent = new PlayedParent(folder)) {
            var watcher = parent.watcher();
            var intake = new Intake(watcher, parent.inbox(), Decoder.unfiltered(new WorkerClasses(watcher)));
            parent.send(parent.definitions(), parent.run(1, () -> 1));

            intake.takeForOther();

            var waiting = new FutureTask<>(intake::take);
            Thread.ofPlatform().daemon().start(waiting);
            assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Objects.requireNonNull(parent.inbox().take()).number()).isEqualTo(1);
        }
    }
}
