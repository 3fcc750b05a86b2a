package dev.weft.loop.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C does while a main job runs: the first cancels it, the second ends the JVM at once.
 *
 * <p>It is {@code sun.misc.Signal}, reached by reflection, since javac warns of it whatever one does. Where the application has a
 * handler of its own, or there are no signals, nothing is changed.
 */
public final class CtrlC implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.weft");
    private static final int EXIT_CODE = 130; // 128 + SIGINT, as shells have it
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private final @Nullable Object before;

    private CtrlC(@Nullable Object before) {
        this.before = before;
    }

    /** Has {@code cancel}, which is quick, run at the first Ctrl-C, if it is ours to take. */
    public static CtrlC taking(Runnable cancel) {
        var first = new AtomicBoolean(true);
        Runnable pressed = () -> {
            if (first.getAndSet(false)) {
                cancel.run();
            } else {
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        };
        try {
            var before = handle(handlerOf(pressed));
            if (isApplications(before)) {
                handle(before);
                return new CtrlC(null);
            }
            return new CtrlC(before);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.DEBUG, "Ctrl-C is left as it is", e);
            return new CtrlC(null);
        }
    }

    private static Object handlerOf(Runnable pressed) throws ClassNotFoundException {
        var type = Class.forName(HANDLER);
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "handle" -> {
                        pressed.run();
                        yield null;
                    }
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> "Ctrl-C of a loop";
                });
    }

    /** Sets the handler and returns the one before. */
    private static Object handle(Object handler) throws ReflectiveOperationException {
        var type = Class.forName(SIGNAL);
        var signal = type.getConstructor(String.class).newInstance("INT");
        try {
            return type.getMethod("handle", type, Class.forName(HANDLER)).invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused; // the JVM was started with -Xrs
            }
            throw e;
        }
    }

    /** Tells whether a handler was set by the application: the JDK's own stand-ins are of its own module. */
    private static boolean isApplications(Object handler) {
        return !"jdk.unsupported".equals(handler.getClass().getModule().getName());
    }

    @Override
    public void close() {
        if (before == null) {
            return;
        }
        try {
            handle(before);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "Ctrl-C cannot be given back", e);
        }
    }
}
