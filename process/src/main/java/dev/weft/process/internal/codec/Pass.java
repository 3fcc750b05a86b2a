package dev.weft.process.internal.codec;

import dev.weft.process.UnsendableException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message. One thread.
 *
 * <p>A message is its leaves and then a tree that refers to them. The tree has what can be said without a stream of objects:
 * scalars, a lambda as its call site's number and what it captured, the core's records around it. All leaves share one stream,
 * because what two of them refer to must stay one object.
 */
final class Pass {
    private final Encoder encoder;
    private final Output tree;
    private final List<Object> leaves = new ArrayList<>();
    private final List<Raw> raws = new ArrayList<>();
    private final InteractiveCode interactive;

    Pass(Encoder encoder) {
        this.encoder = encoder;
        this.tree = new Output(encoder.chunkSize());
        this.interactive = new InteractiveCode(encoder.loaders());
    }

    /** Writes {@code value}: a job, or a part of one that nothing else refers to. */
    void writeTree(@Nullable Object value) throws IOException {
        if (Scalars.tryWrite(value, tree) || value == null) {
            return;
        }
        SerializedLambda lambda = Lambdas.describe(value);
        if (lambda != null) {
            writeLambda(value, lambda);
        } else if (OwnRecords.isOwn(value.getClass())) {
            writeOwnRecord(value);
        } else {
            writeLeaf(Tag.LEAF, value);
        }
    }

    private void writeLambda(Object value, SerializedLambda lambda) throws IOException {
        Class<?> type = value.getClass();
        // A lambda's own class is hidden; its nest is where it is written.
        int loader = numberOf(type.getNestHost());
        Tag.LAMBDA.write(tree);
        tree.writeSize(encoder.definitionList()
                .numberOfSite(type, loader, definition -> CallSite.write(lambda, loader, definition)));
        interactive.add(lambda, type.getNestHost());
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            Object captured = lambda.getCapturedArg(i);
            if (!Scalars.tryWrite(captured, tree)) {
                writeLeaf(Tag.LEAF, captured);
            }
        }
    }

    private void writeOwnRecord(Object value) throws IOException {
        Tag.OWN_RECORD.write(tree);
        tree.writeSize(numberOfClass(value.getClass()));
        for (Object component : OwnRecords.components(value)) {
            if (component instanceof ArrayList<?> list && list.getClass() == ArrayList.class) {
                writeList(list); // the core has made it for the record, so nothing else can refer to it
            } else if (component instanceof Throwable failure) {
                writeFailure(failure);
            } else {
                writeTree(component);
            }
        }
    }

    private void writeList(List<?> list) throws IOException {
        Tag.LIST.write(tree);
        tree.writeSize(list.size());
        for (Object element : list) {
            if (!Scalars.tryWrite(element, tree)) {
                writeLeaf(Tag.LEAF, element);
            }
        }
    }

    void writeFailure(Throwable failure) {
        writeLeaf(Tag.FAILURE, encoder.report(failure));
    }

    private void writeLeaf(Tag tag, Object leaf) {
        tag.write(tree);
        leaves.add(leaf);
    }

    /** Returns the message. */
    Message finish() throws IOException {
        var body = new Output(encoder.chunkSize());
        writeLeaves(body);
        body.append(tree);
        return new Message(encoder.definitions(), body.chunks(), List.copyOf(raws));
    }

    private void writeLeaves(Output body) throws IOException {
        if (leaves.isEmpty() && interactive.isEmpty()) {
            LeafForm.NONE.write(body);
        } else if (leaves.size() == 1 && Raw.isRaw(leaves.getFirst())) {
            writeArray(Raw.of(leaves.getFirst()), body);
        } else {
            var stream = new Output(encoder.chunkSize());
            try (var objects = new ObjectWriter(stream, this)) {
                for (Object leaf : leaves) {
                    objects.writeObject(leaf);
                }
                interactive.writeVariables(objects);
            }
            (interactive.isEmpty() ? LeafForm.STREAM : LeafForm.STREAM_AND_VARIABLES).write(body);
            body.writeSize(leaves.size());
            body.writeSize(stream.size());
            body.append(stream);
        }
    }

    private void writeArray(Raw array, Output body) {
        if (array.size() >= encoder.rawBytes()) {
            LeafForm.RAW.write(body);
            raws.add(array);
        } else {
            LeafForm.ARRAY.write(body);
            body.write(array.kind().ordinal());
            body.writeSize(array.size());
            array.copyTo(body);
        }
    }

    /** Returns what stands for {@code object} in the stream: itself, or the number of raw data. */
    Object replace(Object object) {
        if (object instanceof MemorySegment segment) {
            return raw(Raw.of(segment), segment.isReadOnly());
        }
        if (Raw.isRaw(object)) {
            var array = Raw.of(object);
            return array.size() >= encoder.rawBytes() ? raw(array, false) : object;
        }
        if (object instanceof SerializedLambda lambda) {
            interactive.add(lambda);
        }
        return object;
    }

    private RawReference raw(Raw raw, boolean readOnly) {
        raws.add(raw);
        return new RawReference(raws.size() - 1, readOnly);
    }

    /** Returns the number of the definition of {@code type}. */
    int numberOfClass(Class<?> type) throws IOException {
        int loader = numberOf(type);
        interactive.add(type);
        return encoder.definitionList()
                .numberOfClass(type, loader, definition -> ClassDescriptor.write(type, loader, definition));
    }

    /** Returns the number of the loader of {@code type}. */
    int numberOf(Class<?> type) throws UnsendableException {
        int loader = encoder.loaders().numberOf(type);
        interactive.used(type, loader);
        return loader;
    }

    /** Tells whether the numbers that this message uses are still those of its classes. */
    boolean isCurrent() throws UnsendableException {
        return interactive.isCurrent();
    }
}
