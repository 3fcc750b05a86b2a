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
import org.jspecify.annotations.Nullable;

/**
 * Frames as bytes: a head of fixed size, the frame's fields, and, where there is a message, the list of its raw parts, its body
 * and the raw parts.
 *
 * <pre>
 * head: type 1 byte | length of the fields 4 bytes | length of the body 8 bytes, -1 for no message | number of raw parts 4 bytes
 * raw part: kind 1 byte | length 8 bytes
 * </pre>
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
        HELLO,
        DEFINE,
        RUN,
        FINISH,
        ANSWER,
        REVOKE,
        TELL,
        REVOKED,
        ASK,
        PROGRESSED,
        RETIRE
    }

    static @Nullable Message messageOf(Frame frame) {
        return switch (frame) {
            case Frame.Run run -> run.job();
            case Frame.Answer answer -> answer.message();
            default -> null;
        };
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
        return switch (frame) {
            case Frame.Hello(var secret, var worker, var control) -> {
                out.writeInt(worker);
                out.writeBoolean(control);
                out.write(secret);
                yield Type.HELLO;
            }
            case Frame.Define(var definitions) -> {
                out.write(definitions);
                yield Type.DEFINE;
            }
            case Frame.Run run -> {
                writeRun(run, out);
                yield Type.RUN;
            }
            case Frame.Finish() -> Type.FINISH;
            case Frame.Answer answer -> {
                out.writeInt(answer.number());
                out.writeBoolean(answer.failed());
                out.writeLong(answer.nanos());
                yield Type.ANSWER;
            }
            case Frame.Revoke(var number, var interrupt) -> {
                out.writeInt(number);
                out.writeBoolean(interrupt);
                yield Type.REVOKE;
            }
            case Frame.Tell(var question, var answer) -> {
                out.writeInt(question);
                writeAnswer(answer, out);
                yield Type.TELL;
            }
            case Frame.Revoked(var number) -> {
                out.writeInt(number);
                yield Type.REVOKED;
            }
            case Frame.Ask(var question, var loader, var className) -> {
                out.writeInt(question);
                out.writeInt(loader);
                out.writeUTF(className);
                yield Type.ASK;
            }
            case Frame.Progressed(var number, var done, var total) -> {
                out.writeInt(number);
                out.writeLong(done);
                out.writeLong(total);
                yield Type.PROGRESSED;
            }
            case Frame.Retire(var why) -> {
                out.writeUTF(why);
                yield Type.RETIRE;
            }
        };
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

    private static void writeAnswer(ClassAnswer answer, DataOutputStream out) throws IOException {
        switch (answer) {
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
                case DEFINE -> new Frame.Define(in.readAllBytes());
                case RUN -> readRun(in, needed(message, type));
                case FINISH -> new Frame.Finish();
                case ANSWER -> new Frame.Answer(in.readInt(), in.readBoolean(), in.readLong(), needed(message, type));
                case REVOKE -> new Frame.Revoke(in.readInt(), in.readBoolean());
                case TELL -> new Frame.Tell(in.readInt(), readAnswer(in));
                case REVOKED -> new Frame.Revoked(in.readInt());
                case ASK -> new Frame.Ask(in.readInt(), in.readInt(), in.readUTF());
                case PROGRESSED -> new Frame.Progressed(in.readInt(), in.readLong(), in.readLong());
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
