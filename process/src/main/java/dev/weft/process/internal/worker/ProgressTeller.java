package dev.weft.process.internal.worker;

import dev.weft.Clock;
import dev.weft.PoolEvent;
import dev.weft.Progress;
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
    private final StandardOutput output;
    private final Watcher watcher;

    // Guarded by this: the report that the timer will send, whether there is a timer, and how many were sent.
    private @Nullable Report heldBack;
    private boolean timed;
    private int sent;

    private record Report(int job, Progress progress) {}

    ProgressTeller(Inbox inbox, StandardOutput output, Watcher watcher) {
        this.inbox = inbox;
        this.output = output;
        this.watcher = watcher;
    }

    @Override
    public void accept(PoolEvent event) {
        if (event instanceof PoolEvent.JobProgressed progressed) {
            report(new Report(inbox.runningNumber(), progressed.progress()));
        }
    }

    private synchronized void report(Report report) {
        if (timed) {
            heldBack = report;
            return;
        }
        timed = true;
        Clock.system().schedule(NANOS_BETWEEN, this::sendHeldBack);
        send(report);
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

    /** Sends a report by each way that the answer goes, so that it is there before that. */
    private void send(Report report) {
        var progress = report.progress();
        var frame = new Frame.Progressed(report.job(), ++sent, progress.done(), progress.total());
        output.tell(frame);
        try {
            watcher.jobs().write(frame);
        } catch (IOException _) {
            // the parent is gone, and so will this worker be
        }
    }
}
