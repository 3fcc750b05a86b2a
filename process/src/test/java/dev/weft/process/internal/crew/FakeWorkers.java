package dev.weft.process.internal.crew;

import dev.weft.internal.task.ActionJob;
import dev.weft.process.internal.classes.ParentClasses;
import dev.weft.process.internal.codec.Decoder;
import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Workers without processes: a test sees what they are sent, and says what they answer and how they end. */
final class FakeWorkers implements WorkerSource {
    private final Crew crew;
    private final ParentClasses classes = new ParentClasses();
    private final Encoder encoder = new Encoder(classes);
    private final CrewSettings settings;
    private final boolean takesFirst;
    private final List<FakeWorker> started = new ArrayList<>();
    private volatile boolean closed;

    /** Makes workers whose first job goes by standard input if they are to be {@code takesFirst}. */
    FakeWorkers(Crew crew, CrewSettings settings, boolean takesFirst) {
        this.takesFirst = takesFirst;
        this.crew = crew;
        this.settings = settings;
    }

    /** Returns the workers whose start was asked for so far. */
    List<FakeWorker> started() {
        return started;
    }

    /** Returns the worker that was started as the {@code number}th, from 1. */
    FakeWorker worker(int number) {
        return started.get(number - 1);
    }

    /** Returns the worker that was started as the {@code number}th, after it has become ready. */
    FakeWorker ready(int number) throws Exception {
        var worker = worker(number);
        worker.connect();
        return worker;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Encoder encoder() {
        return encoder;
    }

    @Override
    public @Nullable Message initializer() {
        var action = settings.initializer();
        try {
            return action == null ? null : encoder.encode(new ActionJob(action), "the initializer");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public WorkerJvm hire(int number) {
        return new WorkerJvm(number, settings.name() + "-" + number, takesFirst, encoder, new Decoder(classes));
    }

    @Override
    public void start(WorkerJvm worker) {
        started.add(new FakeWorker(crew, worker, new Encoder(classes)));
    }

    @Override
    public void kill(WorkerJvm worker) {
        started.stream().filter(fake -> fake.jvm() == worker).forEach(FakeWorker::markKilled);
    }

    @Override
    public void answer(WorkerJvm worker, Frame.Ask ask) {
        throw new AssertionError(worker + " asks for " + ask);
    }

    @Override
    public void close() {
        closed = true;
    }
}
