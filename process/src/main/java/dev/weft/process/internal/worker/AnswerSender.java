package dev.weft.process.internal.worker;

import dev.weft.Clock;
import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.wire.Journal;
import java.io.IOException;

/**
 * Sends what jobs have come to: at once, or several together if they are short and others wait behind them, since a system call takes
 * longer than such a job.
 *
 * <p>An answer that is kept for a moment stands in the journal, before the next job begins, so it is not lost with this process. It is
 * sent after a millisecond in any case: the next job may take long.
 *
 * <p>Used by the main thread, but for the timer.
 */
final class AnswerSender {
    private static final int SHORT_BYTES = 256;
    // The parent sends more jobs for those that were answered: it is to hear of them while there are others to be run.
    private static final int MOST_KEPT = 32;
    private static final long USUAL_NANOS = 100_000;
    private static final long LONGEST_NANOS = 1_000_000;

    private final Watcher watcher;
    private final Inbox inbox;
    private final Clock clock;
    // How many answers are kept, or were sent by the timer, and since when.
    private int kept;
    private long keptSince;
    private boolean opened;
    private volatile boolean timed;

    AnswerSender(Watcher watcher, Inbox inbox, Clock clock) {
        this.watcher = watcher;
        this.inbox = inbox;
        this.clock = clock;
    }

    /** Sends an answer, or keeps it for a moment. */
    void send(Frame.Answer answer) throws IOException {
        long since = kept == 0 ? clock.nanoTime() : keptSince;
        if (mayBeKept(answer, since) && inbox.hasMore() && keep(answer)) {
            kept++;
            keptSince = since;
        } else {
            kept = 0;
            watcher.jobs().write(answer);
        }
    }

    private boolean mayBeKept(Frame.Answer answer, long since) {
        var message = answer.message();
        return kept < MOST_KEPT
                && clock.nanoTime() - since + answer.nanos() < USUAL_NANOS
                && message.raws().isEmpty()
                && message.body().size() < SHORT_BYTES;
    }

    private boolean keep(Frame.Answer answer) {
        if (!opened) {
            opened = true;
            clock.schedule(0, this::openJournal);
            return false;
        }
        if (!watcher.jobs().keep(answer)) {
            return false;
        }
        if (!timed) {
            timed = true;
            clock.schedule(LONGEST_NANOS, this::flushLate);
        }
        return true;
    }

    private void openJournal() {
        try {
            watcher.jobs().journal(Journal.create(watcher.journal()));
        } catch (IOException _) {
            // each answer is sent at once then
        }
    }

    /** Sends what is kept. */
    void flush() throws IOException {
        if (kept > 0) {
            kept = 0;
            watcher.jobs().flush();
        }
    }

    private void flushLate() {
        timed = false;
        try {
            watcher.jobs().flush();
        } catch (IOException _) {
            // the parent is gone, which the watcher hears
        }
    }
}
