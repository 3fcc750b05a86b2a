package dev.weft.process.internal.codec;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one message: its leaves, then the tree that refers to them in order. One thread. */
final class TreeReader {
    private final Decoder decoder;
    private final Filter filter;
    private final List<Raw> raws;
    private final Input in;
    private @Nullable Object[] leaves = {};
    private int next;

    TreeReader(Decoder decoder, Message message) {
        this.decoder = decoder;
        this.filter = decoder.filter();
        this.raws = message.raws();
        this.in = new Input(message.body());
    }

    @Nullable
    Object read() throws IOException, ClassNotFoundException {
        leaves = switch (LeafForm.read(in)) {
            case NONE -> leaves;
            case ARRAY -> new Object[] {checked(readArray())};
            case RAW -> new Object[] {checked(raw())};
            case STREAM -> readStream(false);
            case STREAM_AND_VARIABLES -> readStream(true);
        };
        Object value = readTree(Tag.read(in));
        if (in.remaining() > 0 || next < leaves.length) {
            throw new StreamCorruptedException(
                    "the message has %d bytes and %d leaves too many".formatted(in.remaining(), leaves.length - next));
        }
        return value;
    }

    private Object readArray() throws IOException {
        var kind = Raw.Kind.of(in.readByte());
        return Raw.of(kind, in.readBytes((int) in.readLength()));
    }

    private Object raw() throws IOException {
        if (raws.isEmpty()) {
            throw new StreamCorruptedException("the message has no raw data");
        }
        return raws.getFirst().value();
    }

    private @Nullable Object[] readStream(boolean variables) throws IOException, ClassNotFoundException {
        int count = in.readCount();
        long length = in.readLength();
        if (count > length) {
            throw new StreamCorruptedException("%d leaves in %d bytes".formatted(count, length));
        }
        long bytes = length + raws.stream().mapToLong(Raw::size).sum();
        var read = new @Nullable Object[count];
        try (var section = in.section(length);
                var objects = new ObjectReader(section, decoder, raws, filter.forStream(bytes))) {
            for (int i = 0; i < count; i++) {
                read[i] = objects.readObject();
            }
            if (variables) {
                InteractiveCode.readVariables(objects);
            }
        }
        return read;
    }

    private @Nullable Object readTree(Tag tag) throws IOException, ClassNotFoundException {
        return switch (tag) {
            case LAMBDA -> readLambda();
            case OWN_RECORD -> readOwnRecord();
            case LIST -> readList();
            default -> readPart(tag);
        };
    }

    /** Returns what the core's records, lists and lambdas have inside. */
    private @Nullable Object readPart(Tag tag) throws IOException {
        return switch (tag) {
            case LEAF -> leaf();
            case FAILURE -> failure();
            case LAMBDA, OWN_RECORD, LIST -> throw new StreamCorruptedException("a %s is out of place".formatted(tag));
            default -> checked(Scalars.read(tag, in));
        };
    }

    private Object readLambda() throws IOException, ClassNotFoundException {
        CallSite site = decoder.callSite(in.readCount());
        Class<?> type = site.type(decoder.loaders());
        filter.checkLambda(type);
        return site.make(type, readParts(site.captured()));
    }

    private Object readOwnRecord() throws IOException, ClassNotFoundException {
        Class<?> type = decoder.definedClass(in.readCount()).type(decoder.loaders());
        filter.check(type);
        var components = new @Nullable Object[OwnRecords.size(type)];
        for (int i = 0; i < components.length; i++) {
            components[i] = readTree(Tag.read(in));
        }
        return OwnRecords.make(type, components);
    }

    @SuppressWarnings("NonApiType") // what the core's records hold
    private ArrayList<@Nullable Object> readList() throws IOException {
        long size = in.readLength();
        var list = new ArrayList<@Nullable Object>((int) Math.min(size, Integer.MAX_VALUE));
        for (long i = 0; i < size; i++) {
            list.add(readPart(Tag.read(in)));
        }
        return list;
    }

    private @Nullable Object[] readParts(int count) throws IOException {
        var parts = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            parts[i] = readPart(Tag.read(in));
        }
        return parts;
    }

    private @Nullable Object leaf() throws IOException {
        if (next == leaves.length) {
            throw new StreamCorruptedException("the message has only %d leaves".formatted(leaves.length));
        }
        return leaves[next++];
    }

    private Object failure() throws IOException {
        if (leaf() instanceof FailureReport report) {
            return report.restore(decoder);
        }
        throw new StreamCorruptedException("a report of a failure is none");
    }

    private @Nullable Object checked(@Nullable Object value) throws IOException {
        filter.check(value);
        return value;
    }
}
