package dev.weft.process.internal.classes;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Mirrors a loader of the parent in a worker: defines what that one defines, and leaves to other mirrors what it leaves to others. */
final class ShippedLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final int number;
    private final ClassQuery query;
    private final WorkerClasses mirrors;

    /** Makes the mirror of loader {@code number}; {@code local} is what this JVM has itself. */
    ShippedLoader(int number, @Nullable ClassLoader local, ClassQuery query, WorkerClasses mirrors) {
        super("weft-shipped-" + number, local);
        this.number = number;
        this.query = query;
        this.mirrors = mirrors;
    }

    int number() {
        return number;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return switch (ask(name)) {
            case ClassAnswer.Here(byte[] classFile) -> defineClass(name, classFile, 0, classFile.length);
            case ClassAnswer.Elsewhere(int loader) when loader != number -> mirrors.find(loader, name);
            case ClassAnswer.Elsewhere _ ->
                throw new ClassNotFoundException(name + ": the parent has it, and does not");
            case ClassAnswer.Missing(String reason) -> throw new ClassNotFoundException(reason);
        };
    }

    @Override
    protected @Nullable URL findResource(String path) {
        return resource(0, path);
    }

    @Override
    protected Enumeration<URL> findResources(String path) {
        var found = new ArrayList<URL>();
        for (var next = resource(0, path); next != null; next = resource(found.size(), path)) {
            found.add(next);
        }
        return Collections.enumeration(found);
    }

    private @Nullable URL resource(int index, String path) {
        try {
            return ask(Resources.request(index, path)) instanceof ClassAnswer.Here(byte[] content)
                    ? Resources.url(number, path, content)
                    : null;
        } catch (ClassNotFoundException _) {
            return null; // the parent is gone, and so will this worker be
        }
    }

    private ClassAnswer ask(String name) throws ClassNotFoundException {
        try {
            return query.ask(number, name);
        } catch (IOException e) {
            throw new ClassNotFoundException("%s: the parent cannot be asked for it: %s".formatted(name, e), e);
        }
    }
}
