package dev.weft.process.internal.worker;

import dev.weft.Clock;
import dev.weft.PoolEvent;
import dev.weft.process.internal.wire.Frame;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the parent what jobs say of their progress, not more often than somebody could look: of several reports in a short
 * time, the first and the last.
 *
 * <p>Reports come from the threads of the job; a timer sends what was held back.
 */
final class ProgressTeller implements Consumer<PoolEvent> {
    private static final long NANOS_BETWEEN = TimeUnit.MILLISECONDS.toNanos(20);

    private final Inbox inbox;
    private final Watcher watcher;

    // Guarded by this: the report that the timer will send, and whether there is a timer.
    private Frame.@Nullable Progressed heldBack;
    private boolean timed;

    ProgressTeller(Inbox inbox, Watcher watcher) {
        this.inbox = inbox;
        this.watcher = watcher;
    }

    @Override
    public void accept(PoolEvent event) {
        if (event instanceof PoolEvent.JobProgressed progressed) {
            var progress = progressed.progress();
            report(new Frame.Progressed(inbox.runningNumber(), progress.done(), progress.total()));
        }
    }

    private synchronized void report(Frame.Progressed progress) {
        if (timed) {
            heldBack = progress;
            return;
        }
        timed = true;
        Clock.system().schedule(NANOS_BETWEEN, this::sendHeldBack);
        send(progress);
    }

    private synchronized void sendHeldBack() {
        timed = false;
        var last = heldBack;
        heldBack = null;
        if (last != null) {
            report(last);
        }
    }

    /** Sends the last report of a job that is about to be answered. */
    synchronized void jobEnds() {
        var last = heldBack;
        heldBack = null;
        if (last != null) {
            send(last);
        }
    }

    private void send(Frame.Progressed progress) {
        try {
            watcher.jobs().write(progress);
        } catch (IOException _) {
            // the parent is gone, and so will this worker be
        }
    }
}
