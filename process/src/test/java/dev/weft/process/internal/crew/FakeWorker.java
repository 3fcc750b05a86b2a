package dev.weft.process.internal.crew;

import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A worker that a test plays. */
final class FakeWorker {
    private final Crew crew;
    private final WorkerJvm jvm;
    // Its own, as a worker has one.
    private final Encoder encoder;
    private int known;
    private final Ear jobs = new Ear();
    private final Ear control = new Ear();
    private boolean killed;

    /** Notes what is sent: what was written and not flushed was not. */
    private static final class Ear implements Outlet {
        private final List<Frame> written = new ArrayList<>();
        private final List<String> sent = new ArrayList<>();
        private int writes;

        @Override
        public synchronized void write(Frame frame) {
            written.add(frame);
        }

        @Override
        public synchronized void flush() {
            written.forEach(frame -> {
                switch (frame) {
                    case Frame.Run run -> sent.add("run " + run.number());
                    case Frame.Finish _ -> sent.add("finish");
                    case Frame.Revoke(int number, boolean interrupt) ->
                        sent.add((interrupt ? "stop " : "give back ") + number);
                    default -> {
                        // Definitions, which come before the jobs that need them.
                    }
                }
            });
            writes += written.isEmpty() ? 0 : 1;
            written.clear();
        }

        synchronized int writes() {
            return writes;
        }

        synchronized List<String> sent() {
            return List.copyOf(sent);
        }
    }

    FakeWorker(Crew crew, WorkerJvm jvm, Encoder encoder) {
        this.crew = crew;
        this.jvm = jvm;
        this.encoder = encoder;
    }

    WorkerJvm jvm() {
        return jvm;
    }

    // ---- what it is told

    /** Returns what it was sent on its jobs' channel: {@code run 1}, {@code finish}. */
    List<String> sent() {
        return jobs.sent();
    }

    /** Returns how many times something was sent on its jobs' channel. */
    int writes() {
        return jobs.writes();
    }

    /** Returns what it was sent on its control channel: {@code give back 2}, {@code stop 1}. */
    List<String> told() {
        return control.sent();
    }

    boolean isKilled() {
        return killed;
    }

    void markKilled() {
        killed = true;
    }

    /** Returns the jobs that go by its standard input, now that its process is there. */
    List<String> opening() {
        return crew.opening(jvm).stream()
                .filter(frame -> frame instanceof Frame.Run)
                .map(frame -> "run " + ((Frame.Run) frame).number())
                .toList();
    }

    // ---- what it says

    /** Says by standard output that it begins its first job. */
    void begins() {
        crew.onBegun(jvm);
    }

    void connect() {
        jvm.connected(jobs, null);
        jvm.connectedControl(control);
        crew.onConnected(jvm);
    }

    void answers(int number, @Nullable Object value) throws Exception {
        answers(number, value, 0);
    }

    /** Says the value of a job that has run for {@code nanos}. */
    void answers(int number, @Nullable Object value, long nanos) throws Exception {
        hear(new Frame.Answer(number, false, nanos, known(encoder.encode(value, ""))));
    }

    /** Says the value of several jobs, which have run for {@code nanos} each; it all arrives together. */
    void answersTogether(int from, int to, @Nullable Object value, long nanos) throws Exception {
        var message = known(encoder.encode(value, ""));
        var answers = IntStream.rangeClosed(from, to)
                .mapToObj(number -> new Frame.Answer(number, false, nanos, message))
                .toList();
        crew.onAnswers(jvm, answers, (_, work) -> work.run());
    }

    void fails(int number, Throwable thrown) throws Exception {
        hear(new Frame.Answer(number, true, 0, known(encoder.encodeFailure(thrown))));
    }

    void givesBack(int number) throws Exception {
        hear(new Frame.Revoked(number));
    }

    /** Says that a job has left something behind. */
    void retires(String why) {
        crew.onControlFrame(jvm, new Frame.Retire(why));
    }

    void hear(Frame frame) throws Exception {
        crew.onJobFrame(jvm, frame, (_, work) -> work.run());
    }

    private Message known(Message message) throws Exception {
        hear(new Frame.Define(known, encoder.definitions(known, message.definitions())));
        known = message.definitions();
        return message;
    }

    // ---- how it ends

    /** Ends with this exit code, everything that it had sent being read. */
    void ends(int exitCode) {
        crew.onGone(jvm, new Obituary(jvm.name(), 4711, exitCode, crew.whyKilled(jvm), null, List.of(), null));
    }

    /** Cannot be started. */
    void cannotStart(String why) {
        crew.onGone(jvm, new Obituary(jvm.name(), 0, -1, null, why, List.of(), null));
    }
}
