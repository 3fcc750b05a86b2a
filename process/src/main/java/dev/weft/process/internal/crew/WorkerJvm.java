package dev.weft.process.internal.crew;

import dev.weft.process.internal.codec.Decoder;
import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.launch.WorkerProcess;
import dev.weft.process.internal.wire.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A worker as its parent sees it: the jobs that were sent to it, in order, and what it is connected by.
 *
 * <p>Everything that changes is guarded by the crew's lock, but for what says otherwise.
 */
final class WorkerJvm {
    /** What a worker can do. */
    enum State {
        /** Started; it has not connected both of its channels yet. */
        STARTING,
        /** Takes jobs. */
        READY,
        /** Takes no more jobs; ends when it has run those it has. */
        FINISHING,
        /** Is being killed. */
        KILLED,
        /** Gone. */
        GONE
    }

    // Longer jobs are sent one at a time: waiting behind one would cost more than a round trip.
    private static final long SHORT_JOB_NANOS = 100_000;
    // How much work is sent ahead, and in how many jobs at most.
    private static final long AHEAD_NANOS = 400_000;
    static final int MOST_AHEAD = 64;
    private static final int FIRST = 1;

    private final int number;
    private final String name;
    private final boolean takesFirst;
    private final Encoder encoder;
    private final Decoder decoder;
    private final Deque<RemoteTask<?>> sent = new ArrayDeque<>();

    private State state = State.STARTING;
    private boolean started;
    private boolean initializing;
    private int lastNumber;
    private int lastAnswered;
    private int lastReport;
    private int definitionsKnown;
    // The usual length of its jobs, 0 before the first one; and when the one that runs began.
    private long usualNanos;
    private long firstSince;
    private long idleSince;
    private @Nullable String whyKilled;
    // What goes by standard input; and by the control channel, as soon as there is one, guarded by itself.
    private final List<Frame> opening = new ArrayList<>();
    private final Deque<Frame> untold = new ArrayDeque<>();

    private final CompletableFuture<@Nullable Link> silence = new CompletableFuture<>();

    // Set once, before the worker is ready.
    private volatile @Nullable WorkerProcess process;
    // What it is called by: made once, since listeners are told it with every job.
    private volatile String label;
    private volatile @Nullable Outlet jobs;
    private volatile @Nullable Outlet control;
    private volatile @Nullable WaitingReader waitingReader;
    // Whether just one job was sent; read without the lock, by who will be right or wait a little longer.
    private volatile boolean alone;

    WorkerJvm(int number, String name, boolean takesFirst, Encoder encoder, Decoder decoder) {
        this.number = number;
        this.takesFirst = takesFirst;
        this.name = name;
        this.label = name;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    /** Tells whether its first job may go by standard input, before it has called. */
    boolean takesFirst() {
        return takesFirst;
    }

    /** Returns what reads this worker's answers; used by the thread that reads its jobs' channel, and by readers of values. */
    Decoder decoder() {
        return decoder;
    }

    // ---- how it is reached

    void started(WorkerProcess started) {
        process = started;
        label = name + " (pid " + started.pid() + ")";
    }

    @Nullable
    WorkerProcess process() {
        return process;
    }

    /** Returns the process number; 0 before there is one. */
    long pid() {
        var started = process;
        return started == null ? 0 : started.pid();
    }

    /** Takes the jobs' channel, and what lets waiting threads read it; tells whether both channels are there now. */
    boolean connected(Outlet outlet, @Nullable WaitingReader reader) {
        waitingReader = reader;
        jobs = outlet;
        return control != null;
    }

    /** Takes the control channel; tells whether both channels are there now. */
    boolean connectedControl(Outlet outlet) {
        control = outlet;
        tellUntold(outlet);
        return jobs != null;
    }

    /**
     * Adds a frame to what is sent on the jobs' channel or, as long as there is none, by standard input, in the order of calls;
     * under the crew's lock.
     */
    void write(Frame frame) {
        if (frame instanceof Frame.Run run && run.job().definitions() > definitionsKnown) {
            int needed = run.job().definitions();
            add(new Frame.Define(definitionsKnown, encoder.definitions(definitionsKnown, needed)));
            definitionsKnown = needed;
        }
        add(frame);
    }

    private void add(Frame frame) {
        var link = jobs;
        if (link == null) {
            opening.add(frame);
        } else {
            link.write(frame);
        }
    }

    /** Returns the frames that go by standard input, once there is a process; under the crew's lock. */
    List<Frame> opening() {
        return List.copyOf(opening);
    }

    /** Takes the job that is to go by standard input back, if it is done; {@code null} if it is not, or there is none. */
    @Nullable
    RemoteTask<?> withdrawUnwanted() {
        var task = sent.peek();
        if (task == null || !task.isDone()) {
            return null;
        }
        sent.remove();
        opening.removeIf(frame -> frame instanceof Frame.Run); // what it refers to is known to have been sent
        return task;
    }

    /** Sends what was written, as far as the channel takes it now; the rest follows by itself. */
    void flushJobs() {
        var link = jobs;
        if (link != null) {
            link.flush();
        }
    }

    /** Has the calling thread read the answer that {@code task} waits for, if it is the only job here. */
    long readFor(RemoteTask<?> task, long nanos) {
        var waiting = waitingReader;
        return waiting == null || !alone ? nanos : waiting.readFor(task, nanos);
    }

    /** Sends a frame on the control channel, once there is one. */
    void tell(Frame frame) {
        synchronized (untold) {
            untold.add(frame);
        }
        var link = control;
        if (link != null) {
            tellUntold(link);
        }
    }

    private void tellUntold(Outlet link) {
        synchronized (untold) {
            for (var frame = untold.poll(); frame != null; frame = untold.poll()) {
                link.write(frame);
            }
        }
        link.flush();
    }

    // ---- its end

    /** Returns a future that is done when nothing more will be read from the worker; of its jobs' channel, if it had one. */
    CompletableFuture<@Nullable Link> silence() {
        return silence;
    }

    /** Hears that all that the worker has sent on its jobs' channel was read, if it had one. */
    void fallSilent(@Nullable Link jobsLink) {
        var waiting = waitingReader;
        if (waiting != null) {
            waiting.close();
        }
        silence.complete(jobsLink);
    }

    /** Hears that the process has ended: if it never connected, nothing will be read. */
    void exited() {
        if (jobs == null) {
            fallSilent(null);
        }
    }

    // ---- its life

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
        started |= next == State.READY || next == State.FINISHING;
    }

    /** Notes that the worker has begun its first job, before it has called. */
    void begin(long now) {
        firstSince = now;
    }

    /** Marks the worker as having got so far as to run a job; {@code false} means that it was before. */
    boolean markStarted() {
        boolean before = started;
        started = true;
        return !before;
    }

    /** Notes that the worker runs the initializer, which is all it does until it is ready. */
    void initialize() {
        initializing = true;
    }

    /** Tells whether the worker has got so far as to run the initializer, and no further. */
    boolean isInitializing() {
        return initializing && !started;
    }

    /** Tells whether the worker has not got so far as to run a job. */
    boolean neverStarted() {
        return !started;
    }

    /** Marks the worker as being killed, for this reason; {@code false} means that it is already, or is gone. */
    boolean kill(String why) {
        if (state == State.KILLED || state == State.GONE) {
            return false;
        }
        state = State.KILLED;
        whyKilled = why;
        return true;
    }

    @Nullable
    String whyKilled() {
        return whyKilled;
    }

    /** Tells whether the process is there, or will be, and is not about to end. */
    boolean counts() {
        return state == State.STARTING || state == State.READY;
    }

    boolean idle() {
        return state == State.READY && sent.isEmpty();
    }

    long idleSince() {
        return idleSince;
    }

    // ---- its jobs

    int given() {
        return lastNumber;
    }

    Deque<RemoteTask<?>> sent() {
        return sent;
    }

    /** Tells whether one more job may be sent, as one of {@code most} that are there, and would not wait behind a long one. */
    boolean hasRoom(int most, long now) {
        if (state != State.READY) {
            return false;
        }
        if (sent.isEmpty()) {
            return true;
        }
        return sent.size() < Math.min(most, ahead()) && now - firstSince < SHORT_JOB_NANOS;
    }

    private int ahead() {
        return usualNanos == 0 || usualNanos > SHORT_JOB_NANOS
                ? 1
                : Math.clamp(AHEAD_NANOS / usualNanos, 2, MOST_AHEAD);
    }

    /** Returns how long the job that runs has been running. */
    long runningFor(long now) {
        return sent.isEmpty() ? 0 : now - firstSince;
    }

    /** Adds a job to those that were sent. */
    void give(RemoteTask<?> task, long now) {
        task.number = ++lastNumber;
        if (sent.isEmpty()) {
            firstSince = now;
        }
        sent.add(task);
        alone = sent.size() == 1;
    }

    /**
     * Takes the first job off, which has run for {@code nanos}.
     *
     * @return the job, or {@code null} if the worker answered one that it does not run
     */
    @Nullable
    RemoteTask<?> takeAnswered(int answered, long nanos, long now) {
        var task = sent.peek();
        if (task == null || task.number != answered) {
            return null;
        }
        lastAnswered = answered;
        removeFirst(now);
        // A moving average, and at least 1 so that it differs from "not known".
        usualNanos = usualNanos == 0 ? Math.max(1, nanos) : Math.max(1, (3 * usualNanos + nanos) / 4);
        return task;
    }

    private void removeFirst(long now) {
        sent.remove();
        firstSince = now;
        idleSince = now;
        alone = sent.size() == 1;
    }

    /** Tells whether this answer has been heard before: the first comes twice if it came by standard output. */
    boolean isRepeated(int answered) {
        return answered == FIRST && lastAnswered >= FIRST;
    }

    /** Tells whether this report of progress is newer than all that were heard; those of the first job come by two ways. */
    boolean isNewReport(int report) {
        boolean newer = report > lastReport;
        lastReport = Math.max(lastReport, report);
        return newer;
    }

    /** Returns the job that the worker runs now, if it has not been said of it before; it is running from now on. */
    @Nullable
    RemoteTask<?> newFirst() {
        var task = sent.peek();
        return task != null && task.becomeFirst() ? task : null;
    }

    /** Takes a job off that the worker has given back; {@code null} if it has none of this number. */
    @Nullable
    RemoteTask<?> takeRevoked(int revoked, long now) {
        var head = sent.peek();
        if (head != null && head.number == revoked) {
            removeFirst(now);
            return head;
        }
        for (var jobs = sent.descendingIterator(); jobs.hasNext(); ) {
            var task = jobs.next();
            if (task.number == revoked) {
                jobs.remove();
                return task;
            }
        }
        return null;
    }

    void idleFrom(long now) {
        idleSince = now;
    }

    @Override
    public String toString() {
        return label;
    }
}
