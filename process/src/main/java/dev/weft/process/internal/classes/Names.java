package dev.weft.process.internal.classes;

/** Classes by name. */
final class Names {
    private Names() {}

    /** Returns the class that {@code loader} has for {@code name}, which may be that of a primitive type or an array. */
    static Class<?> find(String name, ClassLoader loader) throws ClassNotFoundException {
        Class<?> primitive = Class.forPrimitiveName(name);
        return primitive != null ? primitive : Class.forName(name, false, loader);
    }
}
