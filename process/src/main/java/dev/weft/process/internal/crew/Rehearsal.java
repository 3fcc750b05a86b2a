package dev.weft.process.internal.crew;

import dev.weft.Job;
import dev.weft.process.UnsendableException;
import dev.weft.process.internal.classes.ParentClasses;
import dev.weft.process.internal.codec.Decoder;
import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.launch.Drill;
import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.wire.FrameWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Has a worker run some jobs of Weft's own, so that a start-up cache can be made of what first jobs need. */
final class Rehearsal implements Drill {
    private static final int SECONDS_TO_CONNECT = 30;
    private static final byte[] SECRET = new byte[32];

    private final Path folder;

    /** Makes a rehearsal whose socket is in {@code folder}. */
    Rehearsal(Path folder) {
        this.folder = folder;
    }

    @Override
    public void run(OutputStream stdin, InputStream stdout) throws IOException {
        var socket = folder.resolve("rehearsal.sock");
        Files.deleteIfExists(socket);
        var stage = new Stage();
        try (var _ = new Hub("weft-rehearsal", socket, stage)) {
            FrameWriter.write(new Frame.Welcome(socket.toString(), SECRET, false), stdin);
            stage.open(stdin);
            stdin.close();
            stage.perform();
            stdout.readAllBytes(); // it ends with the worker
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    private static List<Job<?>> jobs() {
        int number = 7;
        var text = "seven";
        return List.of(() -> number + text.length(), () -> 1, () -> new ArrayList<>(List.of(text, number)), () -> {
            throw new IllegalStateException(text);
        });
    }

    /** The worker's two channels, and what is said on them. */
    private static final class Stage implements Hub.Greeter, Link.Receiver {
        private final CountDownLatch connected = new CountDownLatch(2);
        private final Encoder encoder = new Encoder(new ParentClasses());
        private final Decoder decoder = new Decoder(new ParentClasses());
        private final Iterator<Job<?>> program = jobs().iterator();
        private int known;
        private int number;
        private volatile @Nullable Link jobs;

        @Override
        public Link.Receiver greet(Hub hub, Link link, Frame.Hello hello) {
            if (!hello.control()) {
                jobs = link;
            }
            connected.countDown();
            return this;
        }

        /** Sends the first job by standard input. */
        void open(OutputStream stdin) throws IOException {
            for (var frame : next()) {
                FrameWriter.write(frame, stdin);
            }
        }

        private List<Frame> next() throws UnsendableException {
            var message = encoder.encode(program.next(), "");
            var define = new Frame.Define(known, encoder.definitions(known, message.definitions()));
            known = message.definitions();
            return List.of(define, new Frame.Run(++number, null, null, message));
        }

        /** Sends the others by the channel. */
        void perform() throws IOException {
            await();
            var link = jobs;
            if (link == null) {
                throw new IOException("the worker in training has connected no channel for jobs");
            }
            while (program.hasNext()) {
                next().forEach(link::write);
            }
            link.write(new Frame.Finish());
            link.flush();
        }

        private void await() throws IOException {
            try {
                if (!connected.await(SECONDS_TO_CONNECT, TimeUnit.SECONDS)) {
                    throw new IOException("the worker in training did not connect");
                }
            } catch (InterruptedException e) {
                throw new IOException("interrupted while a worker was in training", e);
            }
        }

        @Override
        public void received(Link link, Frame frame, Link.Afterwards afterwards) throws IOException {
            switch (frame) {
                case Frame.Define define -> decoder.define(define.first(), define.definitions());
                case Frame.Answer answer -> decoder.decode(answer.message());
                default -> throw new IOException("the worker in training sent " + frame);
            }
        }

        @Override
        public void closed(String why) {}
    }
}
