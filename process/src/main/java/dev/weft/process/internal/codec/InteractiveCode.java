package dev.weft.process.internal.codec;

import dev.weft.process.UnsendableException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code of one message that was typed into a REPL, and the static variables that it reads: they travel with it. One thread.
 *
 * <p>In programs that are not typed into a REPL this finds nothing, and costs next to nothing.
 */
final class InteractiveCode {
    private final Loaders loaders;
    // The interactive classes that the message mentions, with the loaders' numbers that it uses for them.
    private final Map<Class<?>, Integer> used = new HashMap<>();
    private final Set<Code> code = new LinkedHashSet<>();
    // Lambdas in the stream, which names their classes after them.
    private final List<SerializedLambda> lambdas = new ArrayList<>();

    InteractiveCode(Loaders loaders) {
        this.loaders = loaders;
    }

    /** Notes that the message mentions {@code type} as a class of loader {@code loader}. */
    void used(Class<?> type, int loader) {
        if (loader > Loaders.APPLICATION && loaders.isInteractive(type)) {
            used.put(type, loader);
        }
    }

    /** Notes that there may be objects of {@code type}, which has been {@link #used}, in the message. */
    void add(Class<?> type) {
        if (used.containsKey(type)) {
            code.add(Code.of(type));
        }
    }

    /** Notes that {@code lambda}, written in the nest of {@code host}, is in the message. */
    void add(SerializedLambda lambda, Class<?> host) {
        if (used.containsKey(host)) {
            code.add(Code.of(host.getClassLoader(), lambda));
        }
    }

    /** Notes that {@code lambda} is in the stream. */
    void add(SerializedLambda lambda) {
        lambdas.add(lambda);
    }

    boolean isEmpty() {
        return used.isEmpty();
    }

    /** Writes the variables that the code reads, and those that the code of their values reads, if there is interactive code. */
    void writeVariables(ObjectWriter out) throws IOException {
        if (isEmpty()) {
            return;
        }
        var written = new HashSet<Field>();
        for (var fields = variables(written); !fields.isEmpty(); fields = variables(written)) {
            for (Field field : fields) {
                out.writeBoolean(true);
                write(field, out);
            }
            written.addAll(fields);
        }
        out.writeBoolean(false);
    }

    private Collection<Field> variables(Set<Field> written) throws UnsendableException {
        for (SerializedLambda lambda : lambdas) {
            String host = lambda.getCapturingClass().replace('/', '.');
            List.copyOf(used.keySet()).stream()
                    .filter(type -> type.getName().equals(host))
                    .forEach(type -> add(lambda, type));
        }
        var fields = new LinkedHashSet<>(loaders.variables(code));
        fields.removeAll(written);
        return fields;
    }

    private void write(Field field, ObjectWriter out) throws IOException {
        Object value = valueOf(field);
        try {
            out.writeObject(field.getDeclaringClass());
            out.writeObject(field.getName());
            out.writeObject(value);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new Culprits(loaders).explain(value, "the variable " + field.getName(), e);
        }
    }

    private static @Nullable Object valueOf(Field field) throws UnsendableException {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new UnsendableException("the variable %s cannot be read: %s".formatted(field, e), e);
        }
    }

    /** Reads the variables that come next and sets them. */
    static void readVariables(ObjectReader in) throws IOException, ClassNotFoundException {
        while (in.readBoolean()) {
            var type = (Class<?>) in.readObject();
            var name = (String) in.readObject();
            Object value = in.readObject();
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                field.set(null, value);
            } catch (ReflectiveOperationException e) {
                var refused = new InvalidObjectException("the variable %s of %s cannot be set".formatted(name, type));
                refused.initCause(e);
                throw refused;
            }
        }
    }

    /** Tells whether the loaders of the interactive classes still have the numbers that the message uses. */
    boolean isCurrent() throws UnsendableException {
        for (Map.Entry<Class<?>, Integer> entry : used.entrySet()) {
            if (loaders.numberOf(entry.getKey()) != entry.getValue()) {
                return false;
            }
        }
        return true;
    }
}
