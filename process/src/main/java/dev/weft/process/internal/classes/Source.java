package dev.weft.process.internal.classes;

import java.lang.ref.WeakReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A loader of the program. It has a new generation, which workers take for another loader, when code of it that has been sent
 * is redefined. Any thread.
 */
final class Source {
    private final String name;
    private final WeakReference<@Nullable ClassLoader> loader;
    private final SourceList list;
    private volatile Generation current;

    Source(ClassLoader loader, SourceList list) {
        this.name = loader.toString();
        this.loader = new WeakReference<>(loader);
        this.list = list;
        this.current = list.add(this);
    }

    ClassLoader loader() throws ClassNotFoundException {
        ClassLoader found = loader.get();
        if (found == null) {
            throw new ClassNotFoundException("loader %s has been discarded by the program".formatted(name));
        }
        return found;
    }

    Generation current() {
        return current;
    }

    /** Notes the class files that code about to be sent consists of; if one has changed, a new generation begins with them. */
    synchronized void update(Map<String, byte[]> classFiles) {
        if (!current.tryAdd(classFiles)) {
            var next = list.add(this);
            next.tryAdd(classFiles);
            current = next;
        }
    }
}
