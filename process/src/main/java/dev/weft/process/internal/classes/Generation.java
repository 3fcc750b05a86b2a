package dev.weft.process.internal.classes;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a loader of the program defined at some time: a name has one content here, for all workers and all jobs. Any thread.
 */
final class Generation {
    private final Source source;
    private final int number;
    // Guarded by this. Of interactive classes only: others are not redefined, and their files need not be kept.
    private final Map<String, byte[]> classFiles = new HashMap<>();

    Generation(Source source, int number) {
        this.source = source;
        this.number = number;
    }

    Source source() {
        return source;
    }

    int number() {
        return number;
    }

    /** Adds {@code added}, by the names of the classes, unless one of them has other content here; tells whether it was added. */
    synchronized boolean tryAdd(Map<String, byte[]> added) {
        for (Map.Entry<String, byte[]> entry : added.entrySet()) {
            byte[] known = classFiles.get(entry.getKey());
            if (known != null && !Arrays.equals(known, entry.getValue())) {
                return false;
            }
        }
        classFiles.putAll(added);
        return true;
    }

    /** Returns the class file of {@code name}. */
    byte[] classFile(String name) throws IOException, ClassNotFoundException {
        if (!CodeWalk.isInteractive(name.replace('.', '/'))) {
            return ClassFiles.read(source.loader(), name);
        }
        synchronized (this) {
            byte[] known = classFiles.get(name);
            if (known == null) {
                known = ClassFiles.read(source.loader(), name);
                classFiles.put(name, known);
            }
            return known;
        }
    }
}
