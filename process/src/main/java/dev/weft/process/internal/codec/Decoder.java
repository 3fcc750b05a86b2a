package dev.weft.process.internal.codec;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages of one encoder into objects: one decoder for each connection.
 *
 * <p>Any thread may call any method.
 */
public final class Decoder {
    private final Loaders loaders;
    private final Filter filter;
    // Replaced as a whole, by one thread at a time.
    private volatile List<Definition> definitions = List.of();

    /** Makes a decoder that reads whatever the JVM's own serial filter lets pass. */
    public Decoder(Loaders loaders) {
        this(loaders, (ObjectInputFilter) null);
    }

    /** Makes a decoder that reads what both {@code filter} and the JVM's own serial filter let pass. */
    public Decoder(Loaders loaders, @Nullable ObjectInputFilter filter) {
        this(loaders, new Filter(filter));
    }

    private Decoder(Loaders loaders, Filter filter) {
        this.loaders = loaders;
        this.filter = filter;
    }

    /** Returns a decoder for a JVM that has no serial filter. Only to ask for it takes a third of a worker's start. */
    public static Decoder unfiltered(Loaders loaders) {
        return new Decoder(loaders, new Filter());
    }

    /**
     * Adds definitions, from number {@code first} on; those that are known are left as they are.
     *
     * @throws IOException if they are damaged; the connection is of no use then
     */
    public synchronized void define(int first, byte[] bytes) throws IOException {
        var all = new ArrayList<>(definitions);
        if (first < 0 || first > all.size()) {
            throw new StreamCorruptedException("definitions from %d on, after %d".formatted(first, all.size()));
        }
        var in = new Input(Chunks.of(bytes));
        for (int number = first; in.remaining() > 0; number++) {
            var definition = in.readBytes((int) in.readLength());
            if (number == all.size()) {
                all.add(Definition.read(definition));
            }
        }
        definitions = all;
    }

    /**
     * Returns the object in {@code message}; for one from {@link Encoder#encodeFailure}, the exception.
     *
     * <p>Sets the static variables that came with interactive code: a job is decoded when nothing else runs, right before it
     * runs itself. May ask the parent for classes.
     *
     * @throws IOException if the message is damaged, refused by a filter or by one of its classes, or a class is not to be had;
     *     says which and the remedy
     */
    public @Nullable Object decode(Message message) throws IOException {
        if (message.definitions() > definitions.size()) {
            throw new StreamCorruptedException("the message needs %d definitions, and %d have come"
                    .formatted(message.definitions(), definitions.size()));
        }
        try {
            return new TreeReader(this, message).read();
        } catch (ClassNotFoundException e) {
            throw new IOException(e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw e; // the message is what it claims to be, and too big
        } catch (RuntimeException | Error e) {
            // From the reading methods of the classes in it, or from what those make of damaged bytes.
            var refused = new InvalidObjectException("cannot be read: " + e);
            refused.initCause(e);
            throw refused;
        }
    }

    Loaders loaders() {
        return loaders;
    }

    Filter filter() {
        return filter;
    }

    ClassDescriptor definedClass(int number) throws StreamCorruptedException {
        if (definition(number) instanceof ClassDescriptor descriptor) {
            return descriptor;
        }
        throw new StreamCorruptedException("definition %d is not one of a class".formatted(number));
    }

    CallSite callSite(int number) throws StreamCorruptedException {
        if (definition(number) instanceof CallSite site) {
            return site;
        }
        throw new StreamCorruptedException("definition %d is not one of a call site".formatted(number));
    }

    private Definition definition(int number) throws StreamCorruptedException {
        if (number < 0 || number >= definitions.size()) {
            throw new StreamCorruptedException("definition %d of %d".formatted(number, definitions.size()));
        }
        return definitions.get(number);
    }
}
