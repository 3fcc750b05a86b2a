package dev.weft.process.internal.worker;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a worker still hears while its JVM ends: its shutdown hooks may take long, and need what they need. */
@Timeout(60)
class WatcherTest {
    @TempDir
    private Path folder;

    @Test
    void aQuestionIsAnsweredWhileTheJvmEnds() throws Exception {
        try (var parent = new PlayedParent(folder)) {
            parent.watcher().jvmEnds();

            parent.tell(); // asks, answers, and waits until that is heard
        }
    }

    @Test
    void aParentThatIsLostWhileTheJvmEndsIsNoticed() throws Exception {
        var parent = new PlayedParent(folder);
        parent.watcher().jvmEnds();

        parent.close();

        parent.awaitLost();
    }
}
