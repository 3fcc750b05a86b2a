package dev.weft.process.internal.worker;

import dev.weft.Clock;
import dev.weft.Context;
import dev.weft.Events;
import dev.weft.JobOptions;
import dev.weft.internal.task.Task;
import dev.weft.internal.task.Wrapped;
import dev.weft.process.internal.classes.WorkerClasses;
import dev.weft.process.internal.codec.Decoder;
import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.shared.Mappings;
import dev.weft.process.internal.wire.Frame;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What the main thread of a worker does: takes jobs as they come, runs them in order, and answers each before the next begins. */
final class JobLoop {
    private final StandardOutput output;
    private final Watcher watcher;
    private final Inbox inbox;
    private final WorkerPlace place;
    private final Intake intake;
    private final Decoder decoder;
    private final Encoder encoder;
    private final AnswerSender answers;
    private final ProgressTeller progress;
    private final Leftovers leftovers = new Leftovers();
    private int definitionsSent;

    JobLoop(String pool, boolean filtered, StandardOutput output, Watcher watcher, Inbox inbox) {
        this.output = output;
        this.watcher = watcher;
        this.inbox = inbox;
        this.place = new WorkerPlace(pool);
        var classes = new WorkerClasses(watcher);
        this.decoder = filtered ? new Decoder(classes) : Decoder.unfiltered(classes);
        this.intake = new Intake(watcher, inbox, decoder);
        this.encoder = new Encoder(classes);
        this.answers = new AnswerSender(watcher, inbox, Clock.system());
        this.progress = new ProgressTeller(inbox, output, watcher);
    }

    /** Runs the first job, if it came with {@code first}, and then others until the parent has no more for this worker. */
    void run(List<Frame> first) throws IOException {
        try (var _ = Events.subscribe(progress)) {
            runFirst(first);
            while (intake.take()) {
                for (var job = inbox.take(); job != null; job = inbox.take()) {
                    run(job);
                }
                answers.flush();
                tidyUp();
            }
        }
    }

    private void runFirst(List<Frame> first) throws IOException {
        for (var frame : first) {
            intake.take(frame);
        }
        // Not before: the control thread would take what comes by the socket first, which is behind these.
        watcher.intake(intake);
        var firstJob = inbox.take();
        if (firstJob != null) {
            output.tell(new Frame.Begun());
            run(firstJob);
        }
        output.becomePlain();
        tidyUp();
    }

    /** Lets go of arrays that were closed, and looks whether jobs have left something behind, while there is nothing to do. */
    private void tidyUp() throws IOException {
        Mappings.releaseClosed();
        var why = leftovers.find();
        if (why != null) {
            watcher.tell(new Frame.Retire(why));
        }
    }

    private void run(Frame.Run job) throws IOException {
        if (job.number() > 0) {
            leftovers.begin();
        }
        Thread.interrupted(); // whoever the last job was interrupted by
        long start = System.nanoTime();
        Callable<?> callable;
        Context context = null;
        try {
            var decoded = decoder.decode(job.job());
            if (decoded instanceof JobWithContext(var inner, var values)) {
                callable = inner;
                context = Context.of(values);
            } else {
                callable = (Callable<?>) Objects.requireNonNull(decoded, "job");
            }
        } catch (Throwable e) {
            answer(job.number(), start, e);
            return;
        }
        lookFrom(callable);
        var task = new Task<@Nullable Object>(place, options(job, context), callable);
        inbox.begin(task);
        task.run();
        progress.jobEnds();
        inbox.end();
        answer(job.number(), start, task);
        Mappings.releaseClosed();
    }

    /** Has code that finds classes by the thread it runs in, as service loaders do, find those of the job's own loader. */
    private static void lookFrom(Object job) {
        var written = job;
        while (written instanceof Wrapped wrapper) {
            written = wrapper.original();
        }
        Thread.currentThread().setContextClassLoader(written.getClass().getClassLoader());
    }

    private static JobOptions options(Frame.Run job, @Nullable Context context) {
        var options = JobOptions.none();
        var name = job.name();
        var random = job.random();
        if (name != null) {
            options = options.withName(name);
        }
        if (random != null) {
            options = options.withSeed(random.seed(), random.number());
        }
        return context == null ? options : options.withContext(context);
    }

    private void answer(int number, long start, Task<?> task) throws IOException {
        var failure = task.failure();
        if (failure != null) {
            failure.observe(); // by the parent
            answer(number, start, failure.reason());
            return;
        }
        Message value;
        try {
            value = encoder.encode(task.result(), "the result");
        } catch (Throwable e) {
            answer(number, start, e); // also what a class of the user's throws while it is written
            return;
        }
        send(new Frame.Answer(number, false, System.nanoTime() - start, value));
    }

    private void answer(int number, long start, Throwable failure) throws IOException {
        send(new Frame.Answer(number, true, System.nanoTime() - start, encoder.encodeFailure(failure)));
        if (failure instanceof OutOfMemoryError) {
            watcher.tell(new Frame.Retire("a job ran out of memory: " + failure.getMessage()));
        } else if (number == 0) {
            intake.finish(); // the initializer failed
        }
    }

    private void send(Frame.Answer answer) throws IOException {
        int needed = answer.message().definitions();
        Frame.Define define = null;
        if (needed > definitionsSent) {
            define = new Frame.Define(definitionsSent, encoder.definitions(definitionsSent, needed));
            definitionsSent = needed;
        }
        output.tellAnswer(define, answer);
        if (define != null) {
            watcher.jobs().write(define);
        }
        answers.send(answer);
    }
}
