package dev.weft.process.internal.codec;

import java.lang.invoke.SerializedLambda;

/**
 * Code that runs where a message arrives: one method, or all of a class.
 *
 * @param loader what loads the class
 * @param owner the class, its name written with slashes
 * @param method the name of the method, or {@link #WHOLE_CLASS}
 * @param descriptor the descriptor of the method, or nothing
 */
public record Code(ClassLoader loader, String owner, String method, String descriptor) {
    /** Stands for all methods. */
    public static final String WHOLE_CLASS = "";

    /** Returns all methods of {@code type}, for an object of it may be asked anything. */
    static Code of(Class<?> type) {
        return of(type.getClassLoader(), type.getName().replace('.', '/'));
    }

    /** Returns all methods of the class called {@code owner}. */
    public static Code of(ClassLoader loader, String owner) {
        return new Code(loader, owner, WHOLE_CLASS, "");
    }

    /** Returns the body of {@code lambda}. */
    static Code of(ClassLoader loader, SerializedLambda lambda) {
        return new Code(loader, lambda.getImplClass(), lambda.getImplMethodName(), lambda.getImplMethodSignature());
    }

    /** Tells whether all methods are meant. */
    public boolean isWholeClass() {
        return method.equals(WHOLE_CLASS);
    }
}
