package dev.weft.process.internal.worker;

import dev.weft.process.internal.codec.Decoder;
import dev.weft.process.internal.wire.Frame;
import java.io.IOException;

/**
 * Takes what the parent sends on the jobs' channel, and before that by standard input, into the inbox: the main thread when it
 * has nothing to run, and the control thread when a job is to be taken back that may still be in the channel.
 */
final class Intake {
    private final Watcher watcher;
    private final Inbox inbox;
    private final Decoder decoder;

    // Guarded by this. false -> true, never back.
    private boolean finished;

    Intake(Watcher watcher, Inbox inbox, Decoder decoder) {
        this.watcher = watcher;
        this.inbox = inbox;
        this.decoder = decoder;
    }

    /** Waits for something to arrive, and takes it; {@code false} means that no job will come any more. */
    boolean take() throws IOException {
        if (isFinished()) {
            return false;
        }
        watcher.jobs().awaitReadable(); // without the lock, which the control thread may need
        takeNow();
        return true;
    }

    /** Takes all that is there. */
    synchronized void takeNow() throws IOException {
        var line = watcher.jobs();
        for (var frame = line.readNow(); frame != null; frame = line.readNow()) {
            take(frame);
        }
        finished |= line.ended();
    }

    /** Takes all that is there for another thread than the one that waits, and has that one look. */
    void takeForOther() throws IOException {
        takeNow();
        watcher.jobs().wakeReader();
    }

    /** Takes a frame. */
    @SuppressWarnings("IfChainToSwitch") // such a switch would keep the first job waiting: see FrameFormat
    synchronized void take(Frame frame) throws IOException {
        if (frame instanceof Frame.Define define) {
            decoder.define(define.first(), define.definitions());
        } else if (frame instanceof Frame.Run job) {
            if (!inbox.add(job)) {
                watcher.jobs().write(new Frame.Revoked(job.number()));
            }
        } else if (frame instanceof Frame.Finish) {
            finished = true;
        } else {
            throw new IOException("the parent sent " + frame + " on the jobs' channel");
        }
    }

    /** Takes no more jobs than those that are here. */
    synchronized void finish() {
        finished = true;
    }

    private synchronized boolean isFinished() {
        return finished;
    }
}
