package dev.weft.process.internal.worker;

import dev.weft.internal.time.InternalThread;
import dev.weft.process.internal.classes.ClassAnswer;
import dev.weft.process.internal.classes.ClassQuery;
import dev.weft.process.internal.wire.Frame;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The control channel of a worker, and the thread that reads it: takes jobs back, interrupts the one that runs, asks for
 * classes, and ends the worker when its parent is gone.
 */
final class Watcher implements ClassQuery {
    private final Line line;
    private final Line jobs;
    private final Inbox inbox;
    // Set by the main thread, before it runs a job.
    private volatile @Nullable Intake intake;
    private final AtomicInteger lastQuestion = new AtomicInteger();
    private final Map<Integer, CompletableFuture<ClassAnswer>> questions = new ConcurrentHashMap<>();

    private Watcher(Line line, Line jobs, Inbox inbox) {
        this.line = line;
        this.jobs = jobs;
        this.inbox = inbox;
    }

    static Watcher start(Line line, Line jobs, Inbox inbox) {
        var watcher = new Watcher(line, jobs, inbox);
        new InternalThread(watcher::run, "weft-watcher").start();
        return watcher;
    }

    private void run() {
        try {
            for (var frame = line.read(); frame != null; frame = line.read()) {
                hear(frame);
            }
        } catch (IOException _) {
            // the parent is gone, as at the end of the stream
        }
        // Not exit(): nobody is left to wait for what shutdown hooks do, and they may hang.
        Runtime.getRuntime().halt(WorkerMain.LOST_PARENT);
    }

    private void hear(Frame frame) throws IOException {
        switch (frame) {
            case Frame.Revoke(var number, var interrupt) -> {
                var from = intake;
                if (from != null && !inbox.hasSeen(number)) {
                    from.takeForOther(); // it may wait in the channel behind a job that runs long
                }
                inbox.revoke(number, interrupt, jobs::write);
            }
            case Frame.Tell tell -> {
                var question = questions.remove(tell.question());
                if (question != null) {
                    question.complete(tell.answer());
                }
            }
            default -> throw new IOException("the parent sent " + frame + " on the control channel");
        }
    }

    /** Has jobs that are to be taken back fetched from the channel. */
    void intake(Intake from) {
        intake = from;
    }

    /** Sends a frame to the parent. */
    void tell(Frame frame) throws IOException {
        line.write(frame);
    }

    @Override
    public ClassAnswer ask(int loader, String name) throws IOException {
        int number = lastQuestion.incrementAndGet();
        var answer = new CompletableFuture<ClassAnswer>();
        questions.put(number, answer);
        line.write(new Frame.Ask(number, loader, name));
        // Loading a class is no place for an interrupt to end: join() keeps it for the job's next wait.
        return answer.join();
    }
}
