package dev.weft.process.internal.crew;

import dev.weft.Clock;
import dev.weft.WhenFull;
import dev.weft.process.ProcessPool.WorkerOutput;
import dev.weft.process.UnsendableException;
import dev.weft.process.internal.classes.ParentClasses;
import dev.weft.process.internal.codec.Decoder;
import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.launch.LaunchSettings;
import dev.weft.process.internal.wire.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Workers without processes, ready as soon as they are started, that actors play. */
final class ReadyWorkers implements WorkerSource {
    private static final ParentClasses CLASSES = new ParentClasses();
    private static final Encoder ENCODER = new Encoder(CLASSES);
    private static final Message SEVEN = seven();
    private static final Outlet NOWHERE = new Outlet() {
        @Override
        public void write(Frame frame) {}

        @Override
        public void flush() {}
    };

    private final Crew crew;

    private ReadyWorkers(Crew crew) {
        this.crew = crew;
    }

    private static Message seven() {
        try {
            return new Encoder(CLASSES).encode(7, "");
        } catch (UnsendableException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a crew of one worker. */
    static Crew crew() {
        var settings = new CrewSettings(
                "actors",
                1,
                Integer.MAX_VALUE,
                WhenFull.WAIT,
                null,
                Duration.ofDays(1),
                Duration.ofDays(1),
                Integer.MAX_VALUE,
                WorkerOutput.labelled(),
                LaunchSettings.of("actors", 1),
                new StillClock());
        return new Crew(settings, (crew, _) -> new ReadyWorkers(crew));
    }

    /** A clock that stands still and has no timers, of which each crew would leave some behind. */
    private record StillClock() implements Clock {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void park(Object blocker, long nanos) {
            Clock.system().park(blocker, nanos);
        }

        @Override
        public Timer schedule(long nanos, Runnable action) {
            return () -> {};
        }
    }

    // ---- what workers say

    static void answer(Crew crew, WorkerJvm worker, int number) {
        hear(crew, worker, new Frame.Answer(number, false, 1, SEVEN));
    }

    static void giveBack(Crew crew, WorkerJvm worker, int number) {
        hear(crew, worker, new Frame.Revoked(number));
    }

    private static void hear(Crew crew, WorkerJvm worker, Frame frame) {
        try {
            crew.onJobFrame(worker, frame, (_, work) -> work.run());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void die(Crew crew, WorkerJvm worker) {
        crew.onGone(worker, new Obituary(worker.name(), 1, 9, null, null, List.of(), null));
    }

    /** Has the workers answer all that they have, and the crew end; tells whether that comes to its end. */
    static boolean endsWell(Crew crew) {
        for (var worker : crew.workers()) {
            while (!worker.sent().isEmpty()) {
                answer(crew, worker, worker.sent().getFirst().number);
            }
        }
        crew.shutdown();
        crew.workers().forEach(worker -> die(crew, worker));
        try {
            return crew.awaitTermination(5, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts an arbiter", e);
        }
    }

    // ---- the source

    @Override
    public Encoder encoder() {
        return ENCODER;
    }

    @Override
    public @Nullable Message initializer() {
        return null;
    }

    @Override
    public WorkerJvm hire(int number) {
        return new WorkerJvm(number, "actor-" + number, false, ENCODER, new Decoder(CLASSES));
    }

    @Override
    public void start(WorkerJvm worker) {
        worker.connected(NOWHERE, null);
        worker.connectedControl(NOWHERE);
        crew.onConnected(worker);
    }

    @Override
    public void kill(WorkerJvm worker) {
        throw new AssertionError(worker + " is killed: " + crew.whyKilled(worker));
    }

    @Override
    public void answer(WorkerJvm worker, Frame.Ask ask) {
        throw new AssertionError(worker + " asks for " + ask);
    }

    @Override
    public void close() {}
}
