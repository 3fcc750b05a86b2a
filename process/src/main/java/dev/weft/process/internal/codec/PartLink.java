package dev.weft.process.internal.codec;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an object refers to a part of it, for an error.
 *
 * @param label such as "Report.connection", "ArrayList[3]" or "HashMap[key]"; empty where there is nothing to tell
 * @param part the part; if serialization writes something else in its place, that which the program knows
 */
record PartLink(String label, Object part) {
    // What the JDK writes in place of its immutable collections.
    private static final String STAND_IN = "java.util.CollSer";

    /** Returns the link from {@code whole} to {@code part}, which is what serialization sees. */
    static PartLink between(Object whole, Object part) {
        String name = nameOf(whole);
        PartLink found = switch (whole) {
            case Object[] array ->
                element(name.substring(0, name.length() - "[]".length()), Arrays.asList(array), part);
            case Collection<?> collection -> element(name, collection, part);
            case Map<?, ?> map -> entry(name, map, part);
            default -> null;
        };
        for (Class<?> type = whole.getClass(); found == null && type != null; type = type.getSuperclass()) {
            found = field(type, whole, part);
        }
        if (found != null) {
            return found;
        }
        return new PartLink(whole.getClass().getName().equals(STAND_IN) ? "" : "inside " + name, part);
    }

    private static @Nullable PartLink element(String name, Collection<?> collection, Object part) {
        int index = 0;
        for (Object element : collection) {
            if (isWritten(element, part)) {
                return new PartLink("%s[%d]".formatted(name, index), element);
            }
            index++;
        }
        return null;
    }

    private static @Nullable PartLink entry(String name, Map<?, ?> map, Object part) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            Object value = entry.getValue();
            if (isWritten(value, part)) {
                boolean readable = key == null || Parts.isPlain(key) || key instanceof Enum<?>;
                return new PartLink("%s[%s]".formatted(name, readable ? key : "…"), value);
            }
            if (isWritten(key, part)) {
                return new PartLink(name + " key", key);
            }
        }
        return null;
    }

    private static @Nullable PartLink field(Class<?> type, Object whole, Object part) {
        for (Field field : type.getDeclaredFields()) {
            Object value = valueOf(field, whole);
            if (value != null && isWritten(value, part)) {
                return new PartLink(simpleName(type) + "." + field.getName(), value);
            }
        }
        return null;
    }

    private static @Nullable Object valueOf(Field field, Object whole) {
        int modifiers = field.getModifiers();
        try {
            return !Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers) && field.trySetAccessible()
                    ? field.get(whole)
                    : null;
        } catch (IllegalAccessException e) {
            return null; // in a module that opens nothing
        }
    }

    /** Tells whether {@code object} is written as {@code part}: as itself, or by something made anew with the same content. */
    private static boolean isWritten(@Nullable Object object, Object part) {
        if (object == null || object == part || Parts.isPlain(object)) {
            return object == part;
        }
        if (object.getClass() == part.getClass()) {
            return false;
        }
        try {
            var parts = Parts.of(object);
            return parts.whole() != object
                    && parts.whole().getClass() == part.getClass()
                    && areSame(parts.parts(), Parts.of(part).parts());
        } catch (IOException | RuntimeException | Error e) {
            return false; // then it is a culprit itself, and is told so
        }
    }

    private static boolean areSame(List<?> some, List<?> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = isSame(some.get(i), others.get(i));
        }
        return same;
    }

    // What a lambda has captured is in a new array each time.
    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        return (one instanceof Object[] some && other instanceof Object[] others)
                ? Arrays.equals(some, others, (a, b) -> (a == b) ? 0 : 1)
                : one == other;
    }

    private static String nameOf(Object object) {
        if (!object.getClass().getName().startsWith("java.util.ImmutableCollections$")) {
            return simpleName(object.getClass());
        }
        return object instanceof List ? "List" : object instanceof Set ? "Set" : "Map";
    }

    /** Returns the name of {@code type} without its package, also of an anonymous class. */
    private static String simpleName(Class<?> type) {
        String name = type.getTypeName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
