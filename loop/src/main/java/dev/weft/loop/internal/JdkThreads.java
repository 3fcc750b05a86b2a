package dev.weft.loop.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * What a loop needs of the JDK's virtual threads and the JDK keeps to itself: the one class that reaches for it.
 *
 * <p>That is, as of JDK 25, {@code ThreadBuilders.VirtualThreadBuilder(Executor)}, {@code VirtualThread.runContinuation},
 * {@code VirtualThread.state} and {@code VirtualThread.defaultScheduler()}, and {@code Thread.currentCarrierThread()}, all in {@code java.lang}.
 */
public final class JdkThreads {
    /** The name of the JDK's thread that has virtual threads go on which have waited at a monitor. */
    public static final String UNBLOCKER = "VirtualThread-unblocker";

    // Values of VirtualThread.state: from the first that waits to enter a monitor to the last that is in Object.wait().
    private static final int BLOCKING = 12;
    private static final int WAIT = 16;
    private static final int TIMED_WAIT = 18;

    // Constants for the compiler: the first is asked at each switch, the next three for each coroutine.
    private static final MethodHandle CURRENT_CARRIER;
    private static final MethodHandle NEW_BUILDER;
    private static final MethodHandle CONTINUATION;
    private static final MethodHandle SET_CONTINUATION;
    private static final MethodHandle STATE;
    private static final ForkJoinPool DEFAULT_SCHEDULER;

    static {
        JdkAccess.ensureOpen();
        try {
            var lookup = MethodHandles.lookup();
            var virtualThread = Class.forName("java.lang.VirtualThread");
            var builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
            var continuation = opened(virtualThread.getDeclaredField("runContinuation"));
            CURRENT_CARRIER = lookup.unreflect(opened(Thread.class.getDeclaredMethod("currentCarrierThread")));
            NEW_BUILDER = lookup.unreflectConstructor(opened(builder.getDeclaredConstructor(Executor.class)))
                    .asType(MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class));
            CONTINUATION =
                    lookup.unreflectGetter(continuation).asType(MethodType.methodType(Runnable.class, Thread.class));
            SET_CONTINUATION = lookup.unreflectSetter(continuation)
                    .asType(MethodType.methodType(void.class, Thread.class, Runnable.class));
            STATE = lookup.unreflectGetter(opened(virtualThread.getDeclaredField("state")))
                    .asType(MethodType.methodType(int.class, Thread.class));
            DEFAULT_SCHEDULER = (ForkJoinPool)
                    opened(virtualThread.getDeclaredMethod("defaultScheduler")).invoke(null);
        } catch (ReflectiveOperationException e) {
            throw JdkAccess.otherJdk(e);
        }
    }

    private JdkThreads() {}

    private static <A extends AccessibleObject> A opened(A member) {
        member.setAccessible(true);
        return member;
    }

    /** Returns the platform thread that carries the calling thread: that thread itself, unless it is a virtual one. */
    public static Thread currentCarrier() {
        try {
            return (Thread) CURRENT_CARRIER.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Returns a builder of virtual threads that {@code scheduler} runs. */
    public static Thread.Builder.OfVirtual builder(Executor scheduler) {
        try {
            return (Thread.Builder.OfVirtual) NEW_BUILDER.invokeExact(scheduler);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Has the scheduler of an unstarted virtual thread be given {@code task}, where it would get what this returns. */
    static Runnable replaceContinuation(Thread thread, Runnable task) {
        try {
            var original = (Runnable) CONTINUATION.invokeExact(thread);
            // The field is final: compiled code takes it that no store changes it, and may load it after this one. With the
            // serial collector that gave the task itself, which then called itself until the stack overflowed. Here what was
            // loaded decides whether there is a store, so it is loaded first.
            if (original == task) {
                throw new IllegalStateException("%s has been given %s before".formatted(thread, task));
            }
            SET_CONTINUATION.invokeExact(thread, task);
            return original;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Tells whether a virtual thread, which does not run, is to enter a monitor, or in {@code Object.wait()}. */
    public static boolean isAtMonitor(Thread thread) {
        int state = state(thread);
        return state >= BLOCKING && state <= TIMED_WAIT;
    }

    /** Tells whether a virtual thread, which does not run, is in {@code Object.wait()} and has not been notified. */
    public static boolean isInObjectWait(Thread thread) {
        int state = state(thread);
        return state == WAIT || state == TIMED_WAIT;
    }

    private static int state(Thread thread) {
        try {
            return (int) STATE.invokeExact(thread);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Returns the scheduler of virtual threads that are not a loop's. */
    static ForkJoinPool defaultScheduler() {
        return DEFAULT_SCHEDULER;
    }

    private static IllegalStateException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException("the JDK threw what it does not declare: " + e, e);
        };
    }
}
