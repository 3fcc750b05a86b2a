package dev.weft.http;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message's head, in their order: names in any case, and more than one value for a name.
 *
 * <p>Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5">RFC 9110, section 5</a>
 */
public final class Headers implements Iterable<Map.Entry<String, String>> {
    private static final Headers EMPTY = new Headers(List.of());

    // The characters of a name, and of a value.
    private static final BitSet TOKEN = new BitSet();
    private static final BitSet FIELD_VALUE = new BitSet();

    static {
        "!#$%&'*+-.^_`|~".chars().forEach(TOKEN::set);
        TOKEN.set('0', '9' + 1);
        TOKEN.set('A', 'Z' + 1);
        TOKEN.set('a', 'z' + 1);
        FIELD_VALUE.set('\t');
        FIELD_VALUE.set(' ', 0x7f);
        FIELD_VALUE.set(0x80, 0x100);
    }

    private final List<Map.Entry<String, String>> fields;

    private Headers(List<Map.Entry<String, String>> fields) {
        this.fields = fields;
    }

    /** Returns no fields. */
    public static Headers empty() {
        return EMPTY;
    }

    /**
     * Returns one field.
     *
     * @throws IllegalArgumentException as {@link Builder#add} does
     */
    public static Headers of(String name, String value) {
        return builder().add(name, value).build();
    }

    /** Returns a builder without fields. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with these fields. */
    public Builder toBuilder() {
        var builder = new Builder();
        builder.fields.addAll(fields);
        return builder;
    }

    /** Returns the first value of {@code name}, or {@code null} without one. */
    public @Nullable String first(String name) {
        // By index: heads are short, and this is asked several times for each message.
        for (int i = 0; i < fields.size(); i++) {
            var field = fields.get(i);
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return null;
    }

    /** Returns the values of {@code name}, in their order; empty without one. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Tells whether there is a field of that name. */
    public boolean contains(String name) {
        return first(name) != null;
    }

    /** Returns the names as they were written, each once. */
    public Set<String> names() {
        var seen = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        return fields.stream()
                .map(Map.Entry::getKey)
                .filter(seen::add)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns how many fields there are. */
    public int size() {
        return fields.size();
    }

    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
        return fields.iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers && fields.equals(headers.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Returns the fields as they are written, one per line. */
    @Override
    public String toString() {
        return fields.stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** Puts fields together; used by one thread. */
    public static final class Builder {
        private final List<Map.Entry<String, String>> fields = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a field after the others.
         *
         * @throws IllegalArgumentException if the name is no token, or the value has a line break or another control character:
         *     what would let a value write a header of its own
         */
        public Builder add(String name, String value) {
            fields.add(Map.entry(ensureToken(name), ensureFieldValue(name, value)));
            return this;
        }

        /** Adds all of {@code headers} after the others. */
        public Builder addAll(Headers headers) {
            fields.addAll(headers.fields);
            return this;
        }

        /**
         * Puts a field in place of all of that name.
         *
         * @throws IllegalArgumentException as {@link #add} does
         */
        public Builder set(String name, String value) {
            return remove(name).add(name, value);
        }

        /** Takes out all of that name. */
        public Builder remove(String name) {
            fields.removeIf(field -> field.getKey().equalsIgnoreCase(name));
            return this;
        }

        /** Returns the fields. */
        public Headers build() {
            return fields.isEmpty() ? EMPTY : new Headers(List.copyOf(fields));
        }

        private static String ensureToken(String name) {
            Objects.requireNonNull(name, "name");
            if (name.isEmpty() || !name.chars().allMatch(TOKEN::get)) {
                throw new IllegalArgumentException(
                        "'%s' is no header's name: letters, digits and !#$%%&'*+-.^_`|~ only (RFC 9110, section 5.6.2)"
                                .formatted(printable(name)));
            }
            return name;
        }

        private static String ensureFieldValue(String name, String value) {
            Objects.requireNonNull(value, "value");
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (!FIELD_VALUE.get(c)) {
                    throw new IllegalArgumentException(
                            "value of header %s has the character U+%04X at index %d, which no header can carry: %s"
                                    .formatted(name, (int) c, i, printable(value)));
                }
            }
            return value;
        }

        private static String printable(String text) {
            return text.replaceAll("\\p{Cntrl}", "?");
        }
    }
}
