package dev.weft.process.internal.crew;

import dev.weft.internal.task.ActionJob;
import dev.weft.process.UnsendableException;
import dev.weft.process.internal.classes.ParentClasses;
import dev.weft.process.internal.codec.Decoder;
import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.launch.CrashReport;
import dev.weft.process.internal.launch.Launcher;
import dev.weft.process.internal.launch.WorkerProcess;
import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.worker.WorkerMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has workers started, knows them when they call, hears their end, and answers what they ask.
 *
 * <p>The socket, the guard and the I/O thread come with the first worker. Any thread may call any method.
 */
final class Recruiter implements WorkerSource {
    private static final long START_LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final long LOST_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String SOCKET = "workers.sock";

    private final Crew crew;
    private final CrewSettings settings;
    private final ParentClasses classes = new ParentClasses();
    private final Encoder encoder = new Encoder(classes);
    private final @Nullable Message initializer;
    private final byte[] secret = new byte[32];

    // Guarded by this: set together with the first worker.
    private @Nullable Launcher launcher;
    private @Nullable Hub hub;

    Recruiter(Crew crew, CrewSettings settings) {
        this.crew = crew;
        this.settings = settings;
        var action = settings.initializer();
        try {
            this.initializer = action == null ? null : encoder.encode(new ActionJob(action), "the initializer");
        } catch (UnsendableException e) {
            throw new IllegalArgumentException("the initializer cannot be sent: " + e.getMessage(), e);
        }
        new SecureRandom().nextBytes(secret);
    }

    @Override
    public Encoder encoder() {
        return encoder;
    }

    @Override
    public @Nullable Message initializer() {
        return initializer;
    }

    // ---- starting

    @Override
    public WorkerJvm hire(int number) {
        return new WorkerJvm(number, "%s-%d".formatted(settings.name(), number), encoder, new Decoder(classes));
    }

    @Override
    public void start(WorkerJvm worker) {
        Thread.startVirtualThread(() -> startNow(worker));
    }

    /** Starts the process of a worker; whatever goes wrong ends it. */
    private void startNow(WorkerJvm worker) {
        WorkerProcess process;
        try {
            var office = open();
            process = office.start(worker.number());
            begin(worker, process, office.folder());
        } catch (IOException | RuntimeException e) {
            crew.onGone(
                    worker, new Obituary(worker.name(), 0, -1, null, String.valueOf(e.getMessage()), List.of(), null));
            return;
        }
        if (crew.isBeingKilled(worker)) {
            process.kill(); // whoever asked for that found no process
        }
        crew.clock().schedule(START_LIMIT_NANOS, () -> crew.killIfStarting(worker, "it did not call within 2 minutes"));
    }

    private synchronized Launcher open() throws IOException {
        var opened = launcher;
        if (opened == null) {
            opened = Launcher.open(settings.launch(), WorkerMain.class);
            hub = new Hub("weft-io-" + settings.name(), opened.folder().resolve(SOCKET), this::greet);
            launcher = opened;
            opened.makeCache(new Rehearsal(opened.folder()));
        }
        return opened;
    }

    private void begin(WorkerJvm worker, WorkerProcess process, Path folder) throws IOException {
        worker.started(process);
        new Output(
                worker.name() + "-out",
                process.stdout(),
                line -> settings.output().line(worker.name(), false, line));
        var errors = new Output(
                worker.name() + "-err",
                process.stderr(),
                line -> settings.output().line(worker.name(), true, line));
        process.exit().thenRun(worker::exited);
        process.exit()
                .thenCombine(worker.silence(), (code, _) -> code)
                .thenAccept(code -> Thread.startVirtualThread(() -> bury(worker, process, code, errors, folder)));
        try (var in = process.stdin()) {
            in.write(Greeting.bytes(folder.resolve(SOCKET), secret));
        } catch (IOException _) {
            // it has ended already, which is heard above
        }
    }

    private Link.@Nullable Receiver greet(Hub caller, Link link, Frame.Hello hello) throws IOException {
        if (!MessageDigest.isEqual(secret, hello.secret())) {
            return null;
        }
        var worker = crew.starting(hello.worker());
        if (worker == null) {
            return null;
        }
        var receiver = new Ear(worker, hello.control());
        boolean complete = hello.control()
                ? worker.connectedControl(link)
                : worker.connected(link, new WaitingReader(link, caller));
        if (complete) {
            crew.onConnected(worker);
        }
        return receiver;
    }

    /** Hears one channel of a worker. */
    private final class Ear implements Link.Receiver {
        private final WorkerJvm worker;
        private final boolean control;

        Ear(WorkerJvm worker, boolean control) {
            this.worker = worker;
            this.control = control;
        }

        @Override
        public void received(Link link, Frame frame, Link.Afterwards afterwards) throws IOException {
            if (control) {
                crew.onControlFrame(worker, frame);
            } else {
                crew.onJobFrame(worker, frame, afterwards);
            }
        }

        @Override
        public void closed(String why) {
            if (!control) {
                worker.fallSilent();
            }
            // Usually its process has ended, or is about to; it is of no use in any case.
            crew.clock().schedule(LOST_LIMIT_NANOS, () -> crew.kill(worker, "its connection was lost: " + why));
        }
    }

    // ---- answering

    /** Answers in a thread of its own, since loaders of users are asked. */
    @Override
    public void answer(WorkerJvm worker, Frame.Ask ask) {
        Thread.startVirtualThread(
                () -> worker.tell(new Frame.Tell(ask.question(), classes.answer(ask.loader(), ask.className()))));
    }

    // ---- ending

    @Override
    public void kill(WorkerJvm worker) {
        var process = worker.process();
        if (process != null) {
            Thread.startVirtualThread(process::kill); // it looks through all processes of the machine
        }
    }

    private void bury(WorkerJvm worker, WorkerProcess process, int code, Output errors, Path folder) {
        var crash = CrashReport.find(folder, process.pid()).orElse(null);
        crew.onGone(
                worker,
                new Obituary(
                        worker.name(), process.pid(), code, crew.whyKilled(worker), null, errors.lastLines(), crash));
    }

    @Override
    public synchronized void close() {
        try {
            if (hub != null) {
                hub.close();
            }
            if (launcher != null) {
                launcher.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("pool '%s' could not be closed cleanly".formatted(settings.name()), e);
        }
    }
}
