package dev.weft.internal.watch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a lock of {@code java.util.concurrent.locks}, where this JVM was told to let that be seen: the JDK tells it of
 * platform threads only.
 */
final class LockOwners {
    // As of JDK 25; null without the flag.
    private static final @Nullable MethodHandle OWNER = find();

    private LockOwners() {}

    private static @Nullable MethodHandle find() {
        try {
            var method = AbstractOwnableSynchronizer.class.getDeclaredMethod("getExclusiveOwnerThread");
            return method.trySetAccessible()
                    ? MethodHandles.lookup()
                            .unreflect(method)
                            .asType(MethodType.methodType(Thread.class, AbstractOwnableSynchronizer.class))
                    : null;
        } catch (ReflectiveOperationException _) {
            return null; // another JDK, which cannot be asked
        }
    }

    /** Returns the thread that holds the lock which {@code blocker} belongs to, if it does and that can be seen. */
    static @Nullable Thread of(@Nullable Object blocker) {
        if (OWNER == null || !(blocker instanceof AbstractOwnableSynchronizer lock)) {
            return null;
        }
        try {
            return (Thread) OWNER.invokeExact(lock);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the JDK threw what it does not declare: " + e, e);
        }
    }

    /** Tells whether {@code blocker} is a lock whose holder cannot be seen. */
    static boolean isMissed(@Nullable Object blocker) {
        return OWNER == null
                && blocker instanceof AbstractOwnableSynchronizer lock
                && lock.getClass().getName().startsWith("java.util.concurrent.locks.Reentrant");
    }

    /** Returns how to have the holders of locks seen. */
    static String remedy() {
        var ours = LockOwners.class.getModule();
        return "who holds a lock of java.util.concurrent is not shown: that needs --add-opens=java.base/java.util.concurrent.locks="
                + (ours.isNamed() ? ours.getName() : "ALL-UNNAMED");
    }
}
