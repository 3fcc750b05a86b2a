package dev.weft.internal.watch;

import dev.weft.Future;
import dev.weft.PoolEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.StackTrace;

/** Passes events to the JDK's flight recorder, while a recording runs. */
final class JfrBridge implements FlightRecorderListener {
    private final Consumer<PoolEvent> listener = this::record;
    // Jobs that have been submitted and are not done.
    private final Map<Future<?>, JobEvent> jobs = new ConcurrentHashMap<>();

    private JfrBridge() {}

    static boolean isRecorderThere() {
        return FlightRecorder.isInitialized();
    }

    static void install() {
        var bridge = new JfrBridge();
        FlightRecorder.addListener(bridge);
        if (FlightRecorder.isInitialized()) {
            bridge.followRecordings(); // one may have been started by a flag of the JVM
        }
    }

    @Override
    public void recordingStateChanged(Recording changed) {
        followRecordings();
    }

    private synchronized void followRecordings() {
        boolean recording = FlightRecorder.getFlightRecorder().getRecordings().stream()
                .anyMatch(each -> each.getState() == RecordingState.RUNNING);
        EventBus.remove(listener);
        if (recording) {
            EventBus.add(listener);
        } else {
            jobs.clear();
        }
    }

    private void record(PoolEvent event) {
        switch (event) {
            case PoolEvent.JobSubmitted submitted -> {
                var job = new JobEvent();
                if (job.isEnabled()) { // recordings may want other events than ours
                    job.pool = submitted.pool();
                    job.submittedNanos = System.nanoTime();
                    jobs.put(submitted.job(), job);
                }
            }
            case PoolEvent.JobStarted started -> {
                var job = jobs.get(started.job());
                if (job != null) {
                    job.waitedNanos = System.nanoTime() - job.submittedNanos;
                    job.begin();
                }
            }
            case PoolEvent.JobEnded ended -> {
                var job = jobs.remove(ended.job());
                if (job != null) {
                    job.job = ended.job().name();
                    job.status = ended.job().status().name();
                    job.commit();
                }
            }
            case PoolEvent.FailureUnobserved unobserved ->
                commitTrouble(unobserved.job(), "failed and nobody asked why: " + unobserved.reason());
            case PoolEvent.LoopHeld held ->
                commitTrouble(held.pool(), "held for %s by '%s'".formatted(held.heldFor(), held.job()));
            case PoolEvent.PoolStarved starved -> commitTrouble(starved.pool(), starved.report());
            case PoolEvent.WorkerStarted started ->
                commitWorker(started.pool(), started.worker(), started.pid(), "started");
            case PoolEvent.WorkerEnded ended -> commitWorker(ended.pool(), ended.worker(), ended.pid(), ended.how());
            case PoolEvent.JobSent _, PoolEvent.JobProgressed _ -> {
                // Where a job is and how far it has come is for those who watch it live.
            }
        }
    }

    private static void commitTrouble(String where, String what) {
        var trouble = new TroubleEvent();
        trouble.where = where;
        trouble.what = what;
        trouble.commit();
    }

    private static void commitWorker(String pool, String worker, long pid, String what) {
        var event = new WorkerEvent();
        event.pool = pool;
        event.worker = worker;
        event.pid = pid;
        event.what = what;
        event.commit();
    }

    /** A job, from its start to its end. */
    @Name("dev.weft.Job")
    @Label("Job")
    @Category("Weft")
    @StackTrace(false)
    static final class JobEvent extends Event {
        @Label("Pool")
        String pool = "";

        @Label("Job")
        String job = "";

        @Label("Status")
        String status = "";

        @Label("Waited")
        @Description("How long the job waited for its turn, in nanoseconds")
        long waitedNanos;

        transient long submittedNanos;
    }

    /** A worker JVM takes jobs, or is gone. */
    @Name("dev.weft.Worker")
    @Label("Worker")
    @Category("Weft")
    @StackTrace(false)
    static final class WorkerEvent extends Event {
        @Label("Pool")
        String pool = "";

        @Label("Worker")
        String worker = "";

        @Label("Process")
        long pid;

        @Label("What")
        String what = "";
    }

    /** Something that should be looked at. */
    @Name("dev.weft.Trouble")
    @Label("Trouble")
    @Category("Weft")
    @StackTrace(false)
    static final class TroubleEvent extends Event {
        @Label("Where")
        String where = "";

        @Label("What")
        String what = "";
    }
}
