package dev.weft.process.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Progress;
import dev.weft.process.internal.wire.Frame;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The order in which a worker's main thread takes what its parent sends, whatever its control thread does meanwhile. */
@Timeout(60)
class JobLoopTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private PlayedParent parent;

    @BeforeEach
    void open() throws Exception {
        parent = new PlayedParent(folder);
    }

    @AfterEach
    void close() throws Exception {
        parent.close();
    }

    /** What has come by standard input, and what happens right when the main thread begins to take it. */
    private static final class Opening extends AbstractList<Frame> {
        private final List<Frame> frames;
        private final Runnable before;

        Opening(Runnable before, Frame... frames) {
            this.before = before;
            this.frames = List.of(frames);
        }

        @Override
        public Frame get(int index) {
            if (index == 0) {
                before.run();
            }
            return frames.get(index);
        }

        @Override
        public int size() {
            return frames.size();
        }
    }

    @Test
    void whatCameByStandardInputGoesBeforeWhatTheControlThreadCouldTakeFromTheSocket() throws Exception {
        var first = parent.run(1, () -> 1);
        parent.send(parent.run(2, () -> 2), parent.run(3, () -> 3));
        // To take the third job back, the control thread looks for it in the socket.
        var opening = new Opening(() -> tell(new Frame.Revoke(3, false)), parent.definitions(), first);
        var running = start(OutputStream.nullOutputStream(), opening);

        assertThat(List.of(parent.hear(), parent.hear(), parent.hear()))
                .containsExactly("answer 1", "back 3", "answer 2");
        parent.send(new Frame.Finish());
        running.get();
    }

    @Test
    void progressOfTheFirstJobIsToldBeforeItsAnswerByEachWayThatThatGoes() throws Exception {
        var first = parent.run(1, () -> {
            Progress.report(3, 4);
            return 1;
        });
        var stdout = new ByteArrayOutputStream();

        var running = start(stdout, List.of(parent.definitions(), first));

        assertThat(List.of(parent.hear(), parent.hear())).containsExactly("progress 3", "answer 1");
        parent.send(new Frame.Finish());
        running.get();
        assertThat(PlayedParent.heard(stdout.toByteArray()))
                .containsExactly("Begun", "progress 3", "answer 1", "Plain");
    }

    private FutureTask<@Nullable Void> start(OutputStream stdout, List<Frame> first) {
        var running = new FutureTask<@Nullable Void>(() -> {
            parent.jobLoop(stdout).run(first);
            return null;
        });
        Thread.ofPlatform().start(running);
        return running;
    }

    private void tell(Frame frame) {
        try {
            parent.tell(frame);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
