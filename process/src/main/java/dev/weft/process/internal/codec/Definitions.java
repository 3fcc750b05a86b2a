package dev.weft.process.internal.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an encoder has said once and refers to by number ever since: classes and the call sites of lambdas.
 *
 * <p>The list only grows, so what a connection knows is one number. Any thread may call any method.
 */
final class Definitions {
    // Guarded by this. Each with its length in front.
    private final List<byte[]> all = new ArrayList<>();

    // Classes are not kept alive by what has been said about them.
    private final ClassValue<Slot> classes = new Slots();
    private final ClassValue<Slot> sites = new Slots();

    /** Writes one definition. */
    interface Writer {
        void write(Output out) throws IOException;
    }

    private static final class Slot {
        private volatile @Nullable Numbered last;
    }

    private record Numbered(int loader, int number) {}

    private static final class Slots extends ClassValue<Slot> {
        @Override
        protected Slot computeValue(Class<?> type) {
            return new Slot();
        }
    }

    /** Returns the number of {@code type} as loaded by {@code loader}; a new one if the loader's number has changed. */
    int numberOfClass(Class<?> type, int loader, Writer definition) throws IOException {
        return number(classes.get(type), loader, definition);
    }

    /** Returns the number of the call site whose lambdas have the class {@code lambda}. */
    int numberOfSite(Class<?> lambda, int loader, Writer definition) throws IOException {
        return number(sites.get(lambda), loader, definition);
    }

    private int number(Slot slot, int loader, Writer definition) throws IOException {
        Numbered known = slot.last;
        if (known == null || known.loader != loader) {
            var bytes = new Output(Encoder.CHUNK_SIZE);
            definition.write(bytes);
            known = new Numbered(loader, add(bytes));
            slot.last = known;
        }
        return known.number;
    }

    // Two threads may define the same at the same time; then it has two numbers, which harms nobody.
    private synchronized int add(Output definition) {
        var framed = new Output(Encoder.CHUNK_SIZE);
        framed.writeSize(definition.size());
        framed.append(definition);
        all.add(framed.chunks().joined());
        return all.size() - 1;
    }

    synchronized int size() {
        return all.size();
    }

    synchronized byte[] range(int from, int to) {
        var bytes = new Output(Encoder.CHUNK_SIZE);
        for (byte[] definition : all.subList(from, to)) {
            bytes.write(definition, 0, definition.length);
        }
        return bytes.chunks().joined();
    }
}
