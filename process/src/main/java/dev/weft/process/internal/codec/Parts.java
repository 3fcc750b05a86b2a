package dev.weft.process.internal.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * What serialization would write of one object: other objects, but not what those have inside.
 *
 * @param whole the object, or what it lets be written in its place
 * @param parts what it refers to
 * @param classes those that are named: its own, its superclasses', and those that it refers to
 */
record Parts(Object whole, List<Object> parts, List<Class<?>> classes) {

    /**
     * Returns the parts of {@code object}.
     *
     * @throws IOException if a writing method of its class throws it
     */
    static Parts of(Object object) throws IOException {
        if (isPlain(object) || object instanceof MemorySegment) {
            return new Parts(object, List.of(), List.of());
        }
        try (var collector = new Collector()) {
            collector.writeObject(object);
            var objects = collector.objects;
            return new Parts(objects.getFirst(), objects.subList(1, objects.size()), collector.classes);
        }
    }

    /** Tells whether {@code object} has no parts and can always be sent. */
    static boolean isPlain(Object object) {
        return switch (object) {
            case String _, Boolean _, Character _, Class<?> _ -> true;
            case Number number -> number.getClass().getName().startsWith("java.lang.");
            default -> Raw.isRaw(object);
        };
    }

    /** A stream that lets the first object pass, and notes whatever that one writes instead of looking into it. */
    private static final class Collector extends ObjectOutputStream {
        private final List<Object> objects = new ArrayList<>();
        private final List<Class<?>> classes = new ArrayList<>();

        Collector() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        @Override
        protected void annotateClass(Class<?> type) {
            classes.add(type);
        }

        @Override
        protected void annotateProxyClass(Class<?> type) {
            classes.add(type);
        }

        @Override
        @SuppressWarnings("NullAway") // null is written as null
        protected Object replaceObject(Object object) {
            objects.add(object);
            return objects.size() == 1 ? object : null;
        }
    }
}
