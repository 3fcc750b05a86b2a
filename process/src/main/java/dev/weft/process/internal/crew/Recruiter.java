package dev.weft.process.internal.crew;

import dev.weft.internal.task.ActionJob;
import dev.weft.internal.time.InternalThread;
import dev.weft.process.UnsendableException;
import dev.weft.process.internal.classes.ParentClasses;
import dev.weft.process.internal.codec.Decoder;
import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.launch.CrashReport;
import dev.weft.process.internal.launch.Launcher;
import dev.weft.process.internal.launch.WorkerProcess;
import dev.weft.process.internal.shared.Closings;
import dev.weft.process.internal.shared.OwnFolders;
import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.wire.FrameWriter;
import dev.weft.process.internal.wire.Journal;
import dev.weft.process.internal.worker.WorkerMain;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has workers started, knows them when they call, hears their end, and answers what they ask.
 *
 * <p>The socket, the guard and the I/O thread come with the first worker. Any thread may call any method.
 */
final class Recruiter implements WorkerSource {
    private static final System.Logger LOG = System.getLogger("dev.weft");
    private static final long START_LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final long LOST_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CACHE_DELAY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(2);
    private static final String SOCKET = "workers.sock";
    private static final AtomicBoolean PREPARED = new AtomicBoolean();

    private final Crew crew;
    private final CrewSettings settings;
    private final ParentClasses classes = new ParentClasses();
    private final Encoder encoder = new Encoder(classes);
    private final @Nullable Message initializer;
    private final Runnable arraysClosed;
    private final Consumer<Path> foldersMade;

    // Written under this, together with the first worker. The secret is empty as long as nobody can call.
    private volatile @Nullable Launcher launcher;
    private volatile byte[] secret = {};
    private @Nullable Hub hub;

    Recruiter(Crew crew, CrewSettings settings) {
        this.crew = crew;
        this.settings = settings;
        this.arraysClosed = crew::onArraysClosed;
        this.foldersMade = this::watchOver;
        var action = settings.initializer();
        try {
            this.initializer = action == null ? null : encoder.encode(new ActionJob(action), "the initializer");
        } catch (UnsendableException e) {
            throw new IllegalArgumentException("the initializer cannot be sent: " + e.getMessage(), e);
        }
        if (!PREPARED.getAndSet(true)) {
            new InternalThread(Recruiter::prepare, "weft-prepare").start();
        }
    }

    /** Has this JVM make ready what it will need to start its first worker, while the program makes its first job. */
    private static void prepare() {
        Launcher.prepare();
        Secrets.next();
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
        // An initializer is to be heard of before a first job is begun.
        return new WorkerJvm(
                number, settings.name() + "-" + number, initializer == null, encoder, new Decoder(classes));
    }

    @Override
    public void start(WorkerJvm worker) {
        // Not a virtual thread: in a JVM that has not used one, that takes longer than to start a process.
        new InternalThread(() -> startNow(worker), "weft-start-" + worker.name()).start();
    }

    /** Starts the process of a worker; whatever goes wrong ends it. */
    private void startNow(WorkerJvm worker) {
        try {
            var office = open();
            // First of all, since it takes longest: what follows goes on while the worker's JVM starts.
            begin(worker, office.start(worker.number()), office);
        } catch (IOException | RuntimeException e) {
            crew.onGone(
                    worker, new Obituary(worker.name(), 0, -1, null, String.valueOf(e.getMessage()), List.of(), null));
        }
    }

    private synchronized Launcher open() throws IOException {
        var opened = launcher;
        if (opened == null) {
            opened = Launcher.open(settings.launch(), WorkerMain.class);
            launcher = opened;
        }
        return opened;
    }

    private void begin(WorkerJvm worker, WorkerProcess process, Launcher office) throws IOException {
        boolean first;
        try {
            first = openHub(office.folder());
        } catch (IOException e) {
            process.kill();
            throw e;
        }
        worker.started(process);
        greet(worker, process, office.folder()); // what it says waits in its streams
        listen(worker, process, office.folder());
        if (crew.isBeingKilled(worker)) {
            process.kill(); // whoever asked for that found no process
        }
        crew.clock().schedule(START_LIMIT_NANOS, () -> crew.killIfStarting(worker, "it did not call within 2 minutes"));
        office.checkClassPath(); // while the worker starts, which would wait for it otherwise
        if (first) {
            // Not at once: a short program would pay for it, and end before it is made.
            crew.clock().schedule(CACHE_DELAY_NANOS, () -> office.makeCache(new Rehearsal(office.folder())));
        }
    }

    private void watchOver(Path folder) {
        var office = launcher;
        if (office != null) {
            office.orphan(folder);
        }
    }

    /** Has workers be heard that call; {@code false} means that they were before. */
    private synchronized boolean openHub(Path folder) throws IOException {
        if (hub != null) {
            return false;
        }
        secret = Secrets.next();
        Closings.add(arraysClosed);
        OwnFolders.add(foldersMade);
        hub = new Hub("weft-io-" + settings.name(), folder.resolve(SOCKET), this::greet);
        return true;
    }

    private void listen(WorkerJvm worker, WorkerProcess process, Path folder) {
        var output = Output.withFrames(
                worker.name() + "-out",
                process.stdout(),
                line -> settings.output().line(worker.name(), false, line),
                secret,
                frame -> hear(worker, frame));
        var errors = Output.ofText(
                worker.name() + "-err",
                process.stderr(),
                line -> settings.output().line(worker.name(), true, line));
        process.exit().thenRun(worker::exited);
        process.exit()
                .thenCombine(worker.silence(), (code, _) -> code)
                .thenAccept(
                        code -> Thread.startVirtualThread(() -> bury(worker, process, code, output, errors, folder)));
    }

    private void greet(WorkerJvm worker, WorkerProcess process, Path folder) {
        try (var in = new BufferedOutputStream(process.stdin())) {
            FrameWriter.write(new Frame.Welcome(folder.resolve(SOCKET).toString(), secret, mayBeFiltered()), in);
            for (var frame : crew.opening(worker)) {
                FrameWriter.write(frame, in);
            }
        } catch (IOException _) {
            // it has ended already, which is heard in any case
        }
    }

    /** Tells whether the workers' JDK may have a serial filter in its settings; of flags they know themselves. */
    private boolean mayBeFiltered() {
        return settings.launch().javaHome() != null || Security.getProperty("jdk.serialFilter") != null;
    }

    /** Hears a worker by its standard output, before it has called. */
    private void hear(WorkerJvm worker, Frame frame) {
        try {
            if (frame instanceof Frame.Begun) {
                crew.onBegun(worker);
            } else if (!(frame instanceof Frame.Plain)) { // after which the reader looks for no more frames
                crew.onJobFrame(worker, frame, Hub::runApart);
            }
        } catch (IOException e) {
            crew.kill(worker, "what it sent cannot be read: " + e.getMessage());
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
        var receiver = new Ear(worker, link, hello.control());
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
        private final Link own;
        private final boolean control;
        // What has arrived together is taken together: the next jobs leave in one write, and a thread that waits wakes
        // up once.
        private final List<Frame.Answer> answers = new ArrayList<>();

        Ear(WorkerJvm worker, Link own, boolean control) {
            this.worker = worker;
            this.own = own;
            this.control = control;
        }

        @Override
        public void received(Link link, Frame frame, Link.Afterwards afterwards) throws IOException {
            if (control) {
                crew.onControlFrame(worker, frame);
            } else if (frame instanceof Frame.Answer answer && answer.number() != Frame.Answer.INITIALIZER) {
                answers.add(answer);
            } else {
                caughtUp(afterwards);
                crew.onJobFrame(worker, frame, afterwards);
            }
        }

        @Override
        public void caughtUp(Link.Afterwards afterwards) {
            if (!answers.isEmpty()) {
                crew.onAnswers(worker, answers, afterwards);
                answers.clear();
            }
        }

        @Override
        public void closed(String why) {
            if (!control) {
                worker.fallSilent(own);
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

    private void bury(WorkerJvm worker, WorkerProcess process, int code, Output output, Output errors, Path folder) {
        hearTheRest(worker, folder);
        // What it has said of its first job is needed to tell whether that was begun.
        output.awaitEnd(crew.hasBegun(worker) ? Output.A_MOMENT : OUTPUT_LIMIT);
        var crash = CrashReport.find(folder, process.pid()).orElse(null);
        crew.onGone(
                worker,
                new Obituary(
                        worker.name(), process.pid(), code, crew.whyKilled(worker), null, errors.lastLines(), crash));
    }

    /** Hears the answers that a worker, which is gone, has given and not sent. */
    private static void hearTheRest(WorkerJvm worker, Path folder) {
        var link = worker.silence().join();
        if (link == null) {
            return;
        }
        var journal = Journal.of(worker.number(), folder.resolve(SOCKET));
        try {
            link.readJournal(journal, Hub::runApart);
            Files.deleteIfExists(journal);
        } catch (IOException | RuntimeException e) { // whatever it has written there: its end is to be heard
            LOG.log(System.Logger.Level.WARNING, "answers of %s are lost".formatted(worker), e);
        }
    }

    @Override
    public synchronized void close() {
        Closings.remove(arraysClosed);
        OwnFolders.remove(foldersMade);
        try {
            if (hub != null) {
                hub.close();
            }
            var opened = launcher;
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("pool '%s' could not be closed cleanly".formatted(settings.name()), e);
        }
    }
}
