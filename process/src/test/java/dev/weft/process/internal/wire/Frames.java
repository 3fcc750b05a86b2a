package dev.weft.process.internal.wire;

import dev.weft.JobRandom;
import dev.weft.process.internal.classes.ClassAnswer;
import dev.weft.process.internal.codec.Chunks;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.codec.Raw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/** Frames of every type, as bytes and back. */
final class Frames {

    private Frames() {}

    static List<Frame> ofEveryType() throws IOException {
        return List.of(
                new Frame.Hello(new byte[] {1, 2, 3}, 7, true),
                new Frame.Welcome("/run/weft/pool-1/workers.sock", new byte[] {6, 7}, true),
                new Frame.Begun(),
                new Frame.Printed(new byte[] {8, 9, 10}),
                new Frame.Plain(),
                new Frame.Release(),
                new Frame.Define(0, new byte[] {4, 5}),
                new Frame.Define(3, new byte[0]),
                new Frame.Run(1, null, null, message(0)),
                new Frame.Run(2, "resize-1", new JobRandom(42, 7), message(3)),
                new Frame.Finish(),
                new Frame.Answer(1, false, 1_000, message(1)),
                new Frame.Answer(2, true, 2_000, message(0)),
                new Frame.Revoke(3, true),
                new Frame.Revoked(3),
                new Frame.Ask(1, 2, "dev.weft.Missing"),
                new Frame.Tell(1, new ClassAnswer.Here(new byte[] {9})),
                new Frame.Tell(2, new ClassAnswer.Elsewhere(4)),
                new Frame.Tell(3, new ClassAnswer.Missing("nobody has it: ö")),
                new Frame.Progressed(4, 7, 5, 6),
                new Frame.Retire("a job has left threads running"));
    }

    static Message message(int raws) throws IOException {
        var parts = new ArrayList<Raw>();
        for (int i = 0; i < raws; i++) {
            var raw = Raw.allocate(Raw.Kind.INT, 4L * i);
            for (int at = 0; at < i; at++) {
                raw.memory().setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, at, 1_000 + at);
            }
            parts.add(raw);
        }
        return new Message(0, Chunks.of(new byte[] {10, 20, 30}), parts);
    }

    /** Returns frames as the bytes that leave through a channel. */
    static byte[] bytes(List<Frame> frames) throws IOException {
        var bytes = new ByteArrayOutputStream();
        send(frames, Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    static void send(List<Frame> frames, WritableByteChannel channel) throws IOException {
        var out = new Outbound();
        frames.forEach(out::add);
        while (!out.sendTo(channel)) {
            // a channel of the test that takes a little each time
        }
    }

    /** Returns the frames that a reader finds in {@code bytes}, given in pieces of {@code size}, said in words. */
    static List<String> read(byte[] bytes, int size) throws ProtocolException {
        var reader = new FrameReader();
        var frames = new ArrayList<String>();
        for (int from = 0; from < bytes.length; from += size) {
            var piece = ByteBuffer.wrap(bytes, from, Math.min(size, bytes.length - from));
            for (var frame = reader.next(piece); frame != null; frame = reader.next(piece)) {
                frames.add(say(frame));
            }
        }
        return frames;
    }

    /** Returns all of a frame in words: records of arrays are equal only to themselves. */
    static String say(Frame frame) {
        return switch (frame) {
            case Frame.Hello hello ->
                "hello %d %s %s".formatted(hello.worker(), hello.control(), List.of(hex(hello.secret())));
            case Frame.Welcome welcome ->
                "welcome %s %s %s".formatted(welcome.socket(), hex(welcome.secret()), welcome.filtered());
            case Frame.Printed(var text) -> "printed " + hex(text);
            case Frame.Define define -> "define %d %s".formatted(define.first(), hex(define.definitions()));
            case Frame.Run run -> "run %d %s %s %s".formatted(run.number(), run.name(), run.random(), say(run.job()));
            case Frame.Answer answer ->
                "answer %d %s %d %s".formatted(answer.number(), answer.failed(), answer.nanos(), say(answer.message()));
            case Frame.Tell(var question, ClassAnswer.Here(var classFile)) ->
                "tell %d %s".formatted(question, hex(classFile));
            default -> frame.toString();
        };
    }

    private static String say(Message message) {
        var said = new StringBuilder();
        message.body().parts().forEach(part -> said.append(hex(part)));
        for (var raw : message.raws()) {
            said.append(' ').append(raw.kind()).append(hex(raw.memory().toArray(ValueLayout.JAVA_BYTE)));
        }
        return said.toString();
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
