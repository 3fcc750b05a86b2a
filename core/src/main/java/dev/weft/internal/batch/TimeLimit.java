package dev.weft.internal.batch;

import dev.weft.Clock;
import dev.weft.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a whole iteration may wait; without limit unless set. Used by one thread. */
final class TimeLimit {
    private @Nullable Deadline deadline;

    void set(Duration timeout) {
        deadline = Deadline.after(timeout);
    }

    long leftNanos() {
        return deadline == null ? Clock.FOREVER : deadline.remainingNanos();
    }

    /** Returns what was set; zero if nothing was. */
    Duration length() {
        return deadline == null ? Duration.ZERO : deadline.length();
    }
}
