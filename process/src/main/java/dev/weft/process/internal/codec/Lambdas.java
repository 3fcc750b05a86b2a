package dev.weft.process.internal.codec;

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Takes serializable lambdas apart and makes them again, whatever module they are written in.
 *
 * <p>Lambdas have private methods for that, and only the JDK's {@code ReflectionFactory} reaches them in modules that open
 * nothing. It is called by reflection, because the compiler warns about every mention of it. This is the module's only access
 * to the JDK's inside.
 */
final class Lambdas {
    private static final String FACTORY = "sun.reflect.ReflectionFactory";

    private static final String MAKER = "$deserializeLambda$";
    private static final ClassValue<Handle> MAKERS = new ClassValue<>() {
        @Override
        protected Handle computeValue(Class<?> type) {
            var shape = MethodType.methodType(Object.class, SerializedLambda.class);
            try {
                var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
                return new Handle(lookup.findStatic(type, MAKER, shape));
            } catch (ReflectiveOperationException _) {
                return new Handle(null); // in a named module that opens nothing, or there is none, which is said later
            }
        }
    };

    private final ClassValue<Handle> takers = new ClassValue<>() {
        @Override
        protected Handle computeValue(Class<?> type) {
            return new Handle(find(writeReplace, type));
        }
    };
    private final Object factory;
    private final Method writeReplace;
    private final MethodHandle readResolve;

    private record Handle(@Nullable MethodHandle method) {}

    private Lambdas() throws ReflectiveOperationException {
        Class<?> type = Class.forName(FACTORY);
        factory = type.getMethod("getReflectionFactory").invoke(null);
        writeReplace = type.getMethod("writeReplaceForSerialization", Class.class);
        MethodHandle resolve = find(type.getMethod("readResolveForSerialization", Class.class), SerializedLambda.class);
        if (resolve == null) {
            throw new NoSuchMethodException("SerializedLambda.readResolve");
        }
        readResolve = resolve;
    }

    private @Nullable MethodHandle find(Method finder, Class<?> type) {
        try {
            var found = (MethodHandle) finder.invoke(factory, type);
            return found == null ? null : found.asType(MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(FACTORY + " refuses " + type, e);
        }
    }

    // null where the JVM runs without the module jdk.unsupported, as jshell may: lambdas then go through a stream of
    // objects.
    private static final class Holder {
        static final @Nullable Lambdas ACCESS = make();

        private static @Nullable Lambdas make() {
            try {
                return new Lambdas();
            } catch (ReflectiveOperationException _) {
                return null;
            }
        }
    }

    /** Returns what describes {@code object} if it is a serializable lambda or method reference, else null. */
    static @Nullable SerializedLambda describe(Object object) {
        // Every lambda's class is hidden, and hardly any other: this keeps records and other jobs off the slow way.
        if (!(object instanceof Serializable) || !object.getClass().isHidden()) {
            return null;
        }
        var access = Holder.ACCESS;
        if (access == null) {
            return null;
        }
        MethodHandle taker = access.takers.get(object.getClass()).method();
        try {
            return taker == null || !((Object) taker.invokeExact(object) instanceof SerializedLambda lambda)
                    ? null
                    : lambda;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot take apart " + object.getClass(), e);
        }
    }

    /**
     * Returns the lambda that {@code description} describes, written in {@code type}.
     *
     * @throws ReflectiveOperationException if its class has no such lambda
     */
    static Object make(SerializedLambda description, Class<?> type) throws ReflectiveOperationException {
        // The short way, where the class is open to us: reflection, which the other comes to, has the JVM make several
        // classes at its first use, and a worker's first job would wait for them.
        MethodHandle maker = MAKERS.get(type).method();
        if (maker != null) {
            try {
                return (Object) maker.invokeExact(description);
            } catch (Throwable e) {
                throw new ReflectiveOperationException(e.toString(), e);
            }
        }
        var access = Holder.ACCESS;
        if (access == null) {
            throw new ReflectiveOperationException(
                    "a worker needs %s: start it with --add-modules jdk.unsupported".formatted(FACTORY));
        }
        try {
            return (Object) access.readResolve.invokeExact((Object) description);
        } catch (Throwable e) {
            throw new ReflectiveOperationException(e.toString(), e);
        }
    }
}
