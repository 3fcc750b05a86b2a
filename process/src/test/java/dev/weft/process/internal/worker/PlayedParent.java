package dev.weft.process.internal.worker;

import dev.weft.Job;
import dev.weft.process.internal.classes.ClassAnswer;
import dev.weft.process.internal.classes.ParentClasses;
import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.wire.FrameReader;
import dev.weft.process.internal.wire.FrameWriter;
import dev.weft.process.internal.wire.Journal;
import dev.weft.process.internal.wire.MarkedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** A parent that a test plays, with the control thread of its worker, which runs in this JVM. */
final class PlayedParent implements AutoCloseable {
    private static final byte[] SECRET = {1, 2, 3};
    private static final int NUMBER = 7;

    private final Inbox inbox = new Inbox();
    private final CountDownLatch lost = new CountDownLatch(1);
    private final Encoder encoder = new Encoder(new ParentClasses());
    private final ServerSocketChannel server;
    private final Watcher watcher;
    private final Side jobs;
    private final Side control;

    /** One of the worker's channels. */
    private static final class Side {
        private final SocketChannel channel;
        private final FrameReader reader = new FrameReader();
        private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).limit(0);
        private long received;

        Side(SocketChannel channel) {
            this.channel = channel;
        }

        void send(Frame... frames) throws IOException {
            for (var frame : frames) {
                FrameWriter.write(frame, Channels.newOutputStream(channel));
            }
        }

        Frame read() throws IOException {
            for (var frame = reader.next(bytes); ; frame = reader.next(bytes)) {
                if (frame != null) {
                    return frame;
                }
                bytes.clear();
                if (channel.read(bytes) < 0) {
                    throw new EOFException("the worker has closed its channel");
                }
                bytes.flip();
                received += bytes.remaining();
            }
        }
    }

    PlayedParent(Path folder) throws IOException {
        var socket = folder.resolve("played.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        watcher = Watcher.start(new Frame.Welcome(socket.toString(), SECRET, false), NUMBER, inbox, lost::countDown);
        jobs = new Side(server.accept());
        control = new Side(server.accept());
        if (((Frame.Hello) jobs.read()).control() || !((Frame.Hello) control.read()).control()) {
            throw new AssertionError("the worker is expected to call by the jobs' channel first");
        }
    }

    // ---- its worker

    Inbox inbox() {
        return inbox;
    }

    Watcher watcher() {
        return watcher;
    }

    /** Returns what a worker's main thread does, with this as its standard output. */
    JobLoop jobLoop(OutputStream stdout) {
        return new JobLoop("played", false, new StandardOutput(SECRET, stdout), watcher, inbox);
    }

    // ---- what it says

    Frame.Run run(int number, Job<?> job) throws IOException {
        Message message = encoder.encode(job, "");
        return new Frame.Run(number, null, null, message);
    }

    /** Returns all that the jobs up to now refer to. */
    Frame.Define definitions() {
        return new Frame.Define(0, encoder.definitions(0, encoder.definitions()));
    }

    void send(Frame... frames) throws IOException {
        jobs.send(frames);
    }

    /** Sends frames on the control channel, and waits until they have been heard. */
    void tell(Frame... frames) throws Exception {
        control.send(frames);
        var asking = new FutureTask<>(() -> watcher.ask(1, "anything"));
        Thread.ofPlatform().start(asking);
        var question = ((Frame.Ask) control.read()).question();
        control.send(new Frame.Tell(question, new ClassAnswer.Missing("it is only asked")));
        Objects.requireNonNull(asking.get(), "answer"); // read behind the frames
    }

    // ---- what it hears

    /** Returns what the worker says next on the jobs' channel: {@code answer 1}, {@code back 2}. */
    String hear() throws IOException {
        return text(jobs.read());
    }

    /** Waits until the worker takes this parent for lost. */
    void awaitLost() throws InterruptedException {
        lost.await();
    }

    /** Returns what the worker would have said next on the jobs' channel if it had not been killed now. */
    List<String> kept() throws IOException {
        var rest = Journal.rest(watcher.journal(), jobs.received);
        var reader = new FrameReader();
        var kept = new ArrayList<String>();
        for (var frame = reader.next(rest); frame != null; frame = reader.next(rest)) {
            kept.add(text(frame));
        }
        return kept;
    }

    /** Returns what the worker has said by its standard output. */
    static List<String> heard(byte[] stdout) {
        var heard = new ArrayList<String>();
        var reader = new MarkedReader(SECRET, new MarkedReader.Receiver() {
            @Override
            public void text(byte[] bytes, int offset, int length) {
                heard.add("text " + new String(bytes, offset, length, StandardCharsets.UTF_8));
            }

            @Override
            public void frame(Frame frame) {
                heard.add(PlayedParent.text(frame));
            }
        });
        reader.take(stdout, 0, stdout.length);
        return heard;
    }

    private static String text(Frame frame) {
        return switch (frame) {
            case Frame.Answer answer -> (answer.failed() ? "failure " : "answer ") + answer.number();
            case Frame.Revoked revoked -> "back " + revoked.number();
            case Frame.Progressed progressed -> "progress " + progressed.done();
            case Frame other -> other.getClass().getSimpleName();
        };
    }

    @Override
    public void close() throws IOException {
        jobs.channel.close();
        control.channel.close();
        server.close();
    }
}
