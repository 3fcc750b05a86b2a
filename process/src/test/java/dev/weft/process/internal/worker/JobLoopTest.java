package dev.weft.process.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.process.internal.wire.Frame;
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
        var running = new FutureTask<@Nullable Void>(() -> {
            parent.jobLoop().run(opening);
            return null;
        });

        Thread.ofPlatform().start(running);

        assertThat(List.of(parent.hear(), parent.hear(), parent.hear())).containsExactly("answer 1", "back 3", "answer 2");
        parent.send(new Frame.Finish());
        running.get();
    }

    private void tell(Frame frame) {
        try {
            parent.tell(frame);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
