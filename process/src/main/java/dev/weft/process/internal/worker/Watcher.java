package dev.weft.process.internal.worker;

import dev.weft.internal.time.InternalThread;
import dev.weft.process.internal.classes.ClassAnswer;
import dev.weft.process.internal.classes.ClassQuery;
import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.wire.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The channels of a worker, and the thread that connects them and reads the one for control: takes jobs back, interrupts the one
 * that runs, asks for classes, and ends the worker when its parent is gone.
 *
 * <p>The first job does not wait for the channels, which take longer than it does: the thread connects them when somebody needs
 * them, but soon in any case, since a job that runs long is to hear of the parent.
 */
final class Watcher implements ClassQuery {
    private static final int MILLIS_TO_CONNECT = 20;
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final Frame.Welcome welcome;
    private final int number;
    private final Inbox inbox;
    private final Runnable parentLost;
    private final CountDownLatch needed = new CountDownLatch(1);
    private final CompletableFuture<Channels> connected = new CompletableFuture<>();
    // Set by the main thread, before it runs a job.
    private volatile @Nullable Intake intake;
    // false -> true, never back.
    private volatile boolean ending;
    private final AtomicInteger lastQuestion = new AtomicInteger();
    private final Map<Integer, CompletableFuture<ClassAnswer>> questions = new ConcurrentHashMap<>();

    private record Channels(Line jobs, Line control) {}

    private Watcher(Frame.Welcome welcome, int number, Inbox inbox, Runnable parentLost) {
        this.welcome = welcome;
        this.number = number;
        this.inbox = inbox;
        this.parentLost = parentLost;
    }

    /** Starts to watch, in worker {@code number}, which {@code parentLost} ends. */
    static Watcher start(Frame.Welcome welcome, int number, Inbox inbox, Runnable parentLost) {
        var watcher = new Watcher(welcome, number, inbox, parentLost);
        new InternalThread(watcher::run, "weft-watcher").start();
        return watcher;
    }

    private void run() {
        try {
            awaitNeed();
            watch(connect());
        } catch (IOException _) {
            // the parent is gone, as at the end of the stream
        }
        parentLost.run();
    }

    private void watch(Line line) throws IOException {
        while (!line.ended()) {
            var frame = line.readNow();
            if (frame != null) {
                hear(frame);
            } else if (ending) {
                Thread.interrupted(); // or it would not wait
                LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
            } else {
                line.awaitReadable();
            }
        }
    }

    /**
     * Says that the JVM is about to end, which would wait 300 ms for a thread that waits in the system. So it waits in the JVM from now
     * on, and looks from time to time: shutdown hooks may need classes, or the parent may be lost.
     */
    void jvmEnds() {
        ending = true;
        channels().control().wakeReader();
    }

    private void awaitNeed() {
        try {
            needed.await(MILLIS_TO_CONNECT, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            // By code that walks through all threads; this one has nothing to end.
        }
    }

    /** Connects both channels and returns that for control. */
    private Line connect() throws IOException {
        var socket = Path.of(welcome.socket());
        var jobs = Line.connect(socket, new Frame.Hello(welcome.secret(), number, false));
        var control = Line.connect(socket, new Frame.Hello(welcome.secret(), number, true));
        connected.complete(new Channels(jobs, control));
        return control;
    }

    /** Returns where to keep what is yet to be sent on the jobs' channel. */
    Path journal() {
        return Journal.of(number, Path.of(welcome.socket()));
    }

    /** Returns the jobs' channel; waits until there is one, and keeps an interrupt for the job's next wait. */
    Line jobs() {
        return channels().jobs();
    }

    private Channels channels() {
        needed.countDown();
        return connected.join();
    }

    private void hear(Frame frame) throws IOException {
        switch (frame) {
            case Frame.Revoke(var job, var interrupt) -> {
                var from = intake;
                if (from != null && !inbox.hasSeen(job)) {
                    from.takeForOther(); // it may wait in the channel behind a job that runs long
                }
                inbox.revoke(job, interrupt, jobs()::write);
            }
            // The main thread does it when it runs no job: only then is nobody using an array.
            case Frame.Release _ -> jobs().wakeReader();
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
        channels().control().write(frame);
    }

    @Override
    public ClassAnswer ask(int loader, String name) throws IOException {
        int question = lastQuestion.incrementAndGet();
        var answer = new CompletableFuture<ClassAnswer>();
        questions.put(question, answer);
        tell(new Frame.Ask(question, loader, name));
        // Loading a class is no place for an interrupt to end: join() keeps it for the job's next wait.
        return answer.join();
    }
}
