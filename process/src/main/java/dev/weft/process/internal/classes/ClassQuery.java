package dev.weft.process.internal.classes;

import java.io.IOException;

/** How a worker asks its parent for a class; called by whichever thread of the job needs the class, by several at once. */
@FunctionalInterface
public interface ClassQuery {
    /**
     * Returns what the parent knows of the class {@code name} of loader {@code loader}.
     *
     * @throws IOException if the parent cannot be asked
     */
    ClassAnswer ask(int loader, String name) throws IOException;
}
