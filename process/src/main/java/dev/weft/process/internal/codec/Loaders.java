package dev.weft.process.internal.codec;

import dev.weft.process.UnsendableException;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;

/**
 * Numbers for class loaders, the same in the parent and in its workers: what a name means depends on who loads it.
 *
 * <p>Any thread may call any method.
 */
public interface Loaders {
    /** The number of the JDK's own loaders, which every JVM has. */
    int PLATFORM = 0;

    /** The number of the loader of the application's class path, and of Weft's own classes wherever they come from. */
    int APPLICATION = 1;

    /**
     * Returns the number of the loader that defined {@code type}, or its element type.
     *
     * @throws UnsendableException if the other side could not get that class, saying why and naming the loader
     */
    int numberOf(Class<?> type) throws UnsendableException;

    /**
     * Returns the loader with this number.
     *
     * @throws ClassNotFoundException if there is none, or none any more
     */
    ClassLoader loader(int number) throws ClassNotFoundException;

    /**
     * Returns the class of this name as the loader with this number sees it, not initialized.
     *
     * @param name as {@link Class#getName} gives it, also of a primitive type or an array
     * @throws ClassNotFoundException if there is none, with the remedy
     */
    Class<?> find(int number, String name) throws ClassNotFoundException;

    /**
     * Tells whether {@code type} was typed into a REPL: there the static variables that code reads are what a closure captures
     * elsewhere, so they travel with the code.
     */
    default boolean isInteractive(Class<?> type) {
        return false;
    }

    /**
     * Returns the static variables that {@code code} reads, itself or through the interactive code that it runs. After this
     * call {@link #numberOf} gives new numbers where interactive classes have got new content.
     *
     * @param code code of interactive classes
     * @throws UnsendableException if the code cannot be read
     */
    default Collection<Field> variables(Collection<Code> code) throws UnsendableException {
        return List.of();
    }
}
