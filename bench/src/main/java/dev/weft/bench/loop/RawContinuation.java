package dev.weft.bench.loop;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The JDK's own {@code Continuation}, which virtual threads are made of. Reached by handles, which are constants for the compiler,
 * since the build may not use what the JDK does not export.
 */
final class RawContinuation {
    private static final MethodHandle NEW;
    private static final MethodHandle RUN;
    private static final MethodHandle IS_DONE;
    private static final MethodHandle YIELD;

    static {
        try {
            var lookup = MethodHandles.lookup();
            var type = Class.forName("jdk.internal.vm.Continuation");
            var scopeType = Class.forName("jdk.internal.vm.ContinuationScope");
            var scope = scopeType.getConstructor(String.class).newInstance("bench");
            NEW = MethodHandles.insertArguments(
                            lookup.unreflectConstructor(type.getConstructor(scopeType, Runnable.class)), 0, scope)
                    .asType(MethodType.methodType(Object.class, Runnable.class));
            RUN = lookup.unreflect(type.getMethod("run")).asType(MethodType.methodType(void.class, Object.class));
            IS_DONE = lookup.unreflect(type.getMethod("isDone"))
                    .asType(MethodType.methodType(boolean.class, Object.class));
            YIELD = MethodHandles.insertArguments(lookup.unreflect(type.getMethod("yield", scopeType)), 0, scope)
                    .asType(MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "no jdk.internal.vm.Continuation: start this JVM with --add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                    e);
        }
    }

    private final Object continuation;

    RawContinuation(Runnable body) {
        try {
            continuation = (Object) NEW.invokeExact(body);
        } catch (Throwable e) {
            throw new IllegalStateException("no continuation", e);
        }
    }

    /** Runs it until it yields or ends. */
    void run() {
        try {
            RUN.invokeExact(continuation);
        } catch (Throwable e) {
            throw new IllegalStateException("the continuation failed", e);
        }
    }

    boolean isDone() {
        try {
            return (boolean) IS_DONE.invokeExact(continuation);
        } catch (Throwable e) {
            throw new IllegalStateException("the continuation does not tell", e);
        }
    }

    /** Gives the thread back to who runs the continuation that calls this. */
    static void pause() {
        try {
            YIELD.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("the continuation cannot yield", e);
        }
    }
}
