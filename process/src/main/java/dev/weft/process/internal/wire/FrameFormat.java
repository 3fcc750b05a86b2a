package dev.weft.process.internal.wire;

import dev.weft.JobRandom;
import dev.weft.process.internal.classes.ClassAnswer;
import dev.weft.process.internal.codec.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames as bytes: a head of fixed size, the frame's fields, and, where there is a message, the list of its raw parts, its body
 * and the raw parts.
 *
 * <pre>
 * head: type 1 byte | length of the fields 4 bytes | length of the body 8 bytes, -1 for no message | number of raw parts 4 bytes
 * raw part: kind 1 byte | length 8 bytes
 * </pre>
 *
 * <p>There is no switch over classes here, nor anywhere that a worker's first job comes by: the JVM makes a class for each when it
 * is first used, and the first of them takes as long as the start of a JVM.
 */
final class FrameFormat {
    static final int HEAD_BYTES = 17;
    private static final byte[] EMPTY_HEAD = new byte[HEAD_BYTES];
    static final int RAW_BYTES = 9;
    static final long NO_MESSAGE = -1;

    private static final int NAMED = 1;
    private static final int SEEDED = 2;

    private static final int HERE = 0;
    private static final int ELSEWHERE = 1;
    private static final int MISSING = 2;

    private FrameFormat() {}

    /** Every type of frame; its ordinal stands for it. */
    enum Type {
        HELLO(Frame.Hello.class),
        DEFINE(Frame.Define.class),
        RUN(Frame.Run.class),
        FINISH(Frame.Finish.class),
        ANSWER(Frame.Answer.class),
        REVOKE(Frame.Revoke.class),
        TELL(Frame.Tell.class),
        REVOKED(Frame.Revoked.class),
        ASK(Frame.Ask.class),
        PROGRESSED(Frame.Progressed.class),
        RETIRE(Frame.Retire.class),
        WELCOME(Frame.Welcome.class),
        BEGUN(Frame.Begun.class),
        PRINTED(Frame.Printed.class),
        PLAIN(Frame.Plain.class),
        RELEASE(Frame.Release.class);

        private final Class<? extends Frame> frames;

        Type(Class<? extends Frame> frames) {
            this.frames = frames;
        }

        /** Returns the type of {@code frame}. */
        static Type of(Frame frame) {
            for (var type : TYPES) {
                if (type.frames == frame.getClass()) {
                    return type;
                }
            }
            throw new IllegalArgumentException("no type is that of " + frame);
        }
    }

    static final List<Type> TYPES = List.of(Type.values());

    static @Nullable Message messageOf(Frame frame) {
        if (frame instanceof Frame.Run run) {
            return run.job();
        }
        return frame instanceof Frame.Answer answer ? answer.message() : null;
    }

    /** Returns everything of {@code frame} that goes before the body of its message. */
    static byte[] opening(Frame frame) {
        var bytes = new ByteArrayOutputStream(64);
        var out = new DataOutputStream(bytes);
        try {
            out.write(EMPTY_HEAD);
            var type = write(frame, out);
            int fields = bytes.size() - HEAD_BYTES;
            var message = messageOf(frame);
            if (message != null) {
                for (var raw : message.raws()) {
                    out.writeByte(raw.kind().ordinal());
                    out.writeLong(raw.size());
                }
            }
            var opening = bytes.toByteArray();
            ByteBuffer.wrap(opening)
                    .put((byte) type.ordinal())
                    .putInt(fields)
                    .putLong(message == null ? NO_MESSAGE : message.body().size())
                    .putInt(message == null ? 0 : message.raws().size());
            return opening;
        } catch (IOException e) {
            throw new UncheckedIOException("a stream in memory failed", e);
        }
    }

    private static Type write(Frame frame, DataOutputStream out) throws IOException {
        var type = Type.of(frame);
        switch (type) {
            case HELLO -> writeHello((Frame.Hello) frame, out);
            case DEFINE -> writeDefine((Frame.Define) frame, out);
            case RUN -> writeRun((Frame.Run) frame, out);
            case ANSWER -> writeAnswer((Frame.Answer) frame, out);
            case REVOKE -> writeRevoke((Frame.Revoke) frame, out);
            case TELL -> writeTell((Frame.Tell) frame, out);
            case REVOKED -> out.writeInt(((Frame.Revoked) frame).number());
            case ASK -> writeAsk((Frame.Ask) frame, out);
            case PROGRESSED -> writeProgressed((Frame.Progressed) frame, out);
            case RETIRE -> out.writeUTF(((Frame.Retire) frame).why());
            case WELCOME -> writeWelcome((Frame.Welcome) frame, out);
            case PRINTED -> out.write(((Frame.Printed) frame).text());
            case FINISH, BEGUN, PLAIN, RELEASE -> {
                // The type says it all.
            }
        }
        return type;
    }

    private static void writeHello(Frame.Hello hello, DataOutputStream out) throws IOException {
        out.writeInt(hello.worker());
        out.writeBoolean(hello.control());
        out.write(hello.secret());
    }

    private static void writeWelcome(Frame.Welcome welcome, DataOutputStream out) throws IOException {
        out.writeUTF(welcome.socket());
        out.writeBoolean(welcome.filtered());
        out.write(welcome.secret());
    }

    private static void writeDefine(Frame.Define define, DataOutputStream out) throws IOException {
        out.writeInt(define.first());
        out.write(define.definitions());
    }

    private static void writeAnswer(Frame.Answer answer, DataOutputStream out) throws IOException {
        out.writeInt(answer.number());
        out.writeBoolean(answer.failed());
        out.writeLong(answer.nanos());
    }

    private static void writeRevoke(Frame.Revoke revoke, DataOutputStream out) throws IOException {
        out.writeInt(revoke.number());
        out.writeBoolean(revoke.interrupt());
    }

    private static void writeAsk(Frame.Ask ask, DataOutputStream out) throws IOException {
        out.writeInt(ask.question());
        out.writeInt(ask.loader());
        out.writeUTF(ask.className());
    }

    private static void writeProgressed(Frame.Progressed progressed, DataOutputStream out) throws IOException {
        out.writeInt(progressed.number());
        out.writeInt(progressed.report());
        out.writeLong(progressed.done());
        out.writeLong(progressed.total());
    }

    private static void writeRun(Frame.Run run, DataOutputStream out) throws IOException {
        var name = run.name();
        var random = run.random();
        out.writeInt(run.number());
        out.writeByte((name == null ? 0 : NAMED) | (random == null ? 0 : SEEDED));
        if (name != null) {
            out.writeUTF(name.substring(0, Math.min(name.length(), 1_000)));
        }
        if (random != null) {
            out.writeLong(random.seed());
            out.writeLong(random.number());
        }
    }

    private static void writeTell(Frame.Tell tell, DataOutputStream out) throws IOException {
        out.writeInt(tell.question());
        switch (tell.answer()) { // by the parent only
            case ClassAnswer.Here(var classFile) -> {
                out.writeByte(HERE);
                out.write(classFile);
            }
            case ClassAnswer.Elsewhere(var loader) -> {
                out.writeByte(ELSEWHERE);
                out.writeInt(loader);
            }
            case ClassAnswer.Missing(var reason) -> {
                out.writeByte(MISSING);
                out.write(reason.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Returns the frame of these fields. */
    static Frame frame(Type type, byte[] fields, @Nullable Message message) throws ProtocolException {
        var in = new DataInputStream(new ByteArrayInputStream(fields));
        try {
            var frame = switch (type) {
                case HELLO -> {
                    int worker = in.readInt();
                    boolean control = in.readBoolean();
                    yield new Frame.Hello(in.readAllBytes(), worker, control);
                }
                case WELCOME -> {
                    var socket = in.readUTF();
                    boolean filtered = in.readBoolean();
                    yield new Frame.Welcome(socket, in.readAllBytes(), filtered);
                }
                case BEGUN -> new Frame.Begun();
                case PRINTED -> new Frame.Printed(in.readAllBytes());
                case PLAIN -> new Frame.Plain();
                case RELEASE -> new Frame.Release();
                case DEFINE -> new Frame.Define(in.readInt(), in.readAllBytes());
                case RUN -> readRun(in, needed(message, type));
                case FINISH -> new Frame.Finish();
                case ANSWER -> new Frame.Answer(in.readInt(), in.readBoolean(), in.readLong(), needed(message, type));
                case REVOKE -> new Frame.Revoke(in.readInt(), in.readBoolean());
                case TELL -> new Frame.Tell(in.readInt(), readAnswer(in));
                case REVOKED -> new Frame.Revoked(in.readInt());
                case ASK -> new Frame.Ask(in.readInt(), in.readInt(), in.readUTF());
                case PROGRESSED -> new Frame.Progressed(in.readInt(), in.readInt(), in.readLong(), in.readLong());
                case RETIRE -> new Frame.Retire(in.readUTF());
            };
            if (in.available() > 0) {
                throw new ProtocolException("a frame of type %s has %d bytes too many".formatted(type, in.available()));
            }
            return frame;
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ProtocolException(
                    "a frame of type %s with fields of %d bytes cannot be read: %s".formatted(type, fields.length, e));
        }
    }

    private static Frame.Run readRun(DataInputStream in, Message job) throws IOException {
        int number = in.readInt();
        int has = in.readByte();
        var name = (has & NAMED) == 0 ? null : in.readUTF();
        var random = (has & SEEDED) == 0 ? null : new JobRandom(in.readLong(), in.readLong());
        return new Frame.Run(number, name, random, job);
    }

    private static ClassAnswer readAnswer(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case HERE -> new ClassAnswer.Here(in.readAllBytes());
            case ELSEWHERE -> new ClassAnswer.Elsewhere(in.readInt());
            case MISSING -> new ClassAnswer.Missing(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            default -> throw new ProtocolException("no answer is of kind " + kind);
        };
    }

    private static Message needed(@Nullable Message message, Type type) throws ProtocolException {
        if (message == null) {
            throw new ProtocolException("a frame of type %s has no message".formatted(type));
        }
        return message;
    }
}
