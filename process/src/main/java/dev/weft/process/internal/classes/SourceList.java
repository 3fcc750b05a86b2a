package dev.weft.process.internal.classes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** The loaders of the program that classes have been sent from, and the numbers of their generations. Any thread. */
final class SourceList {
    private static final int FIRST = ParentClasses.APPLICATION + 1;

    // Both guarded by this.
    private final Map<ClassLoader, Source> sources = new WeakHashMap<>();
    private final List<Generation> generations = new ArrayList<>();

    synchronized Source of(ClassLoader loader) {
        return sources.computeIfAbsent(loader, key -> new Source(key, this));
    }

    /** Adds a generation of {@code source}. */
    synchronized Generation add(Source source) {
        var added = new Generation(source, FIRST + generations.size());
        generations.add(added);
        return added;
    }

    /** Returns the generation with this number. */
    synchronized Generation generation(int number) throws ClassNotFoundException {
        if (number < FIRST || number >= FIRST + generations.size()) {
            throw new ClassNotFoundException("no loader has number " + number);
        }
        return generations.get(number - FIRST);
    }
}
