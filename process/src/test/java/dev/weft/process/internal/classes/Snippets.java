package dev.weft.process.internal.classes;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JShell in this JVM. Called by reflection: the module under test does not require {@code jdk.jshell}.
 *
 * <p>A snippet hands an object over through the system properties, which both sides see.
 */
final class Snippets implements AutoCloseable {
    // Each import is a snippet of its own.
    private static final Pattern IMPORTS_APART = Pattern.compile("(?<=import [^;]{1,80};) ");

    private static final String KEY = "dev.weft.snippet";

    private final Object shell;

    Snippets() throws ReflectiveOperationException {
        Class<?> type = Class.forName("jdk.jshell.JShell");
        Object builder = type.getMethod("builder").invoke(null);
        Class<?> builderType = type.getClasses()[0].getName().endsWith("Builder")
                ? type.getClasses()[0]
                : Class.forName("jdk.jshell.JShell$Builder");
        builder = builderType.getMethod("executionEngine", String.class).invoke(builder, "local");
        shell = builderType.getMethod("build").invoke(builder);
        eval("import java.io.Serializable; import java.util.*; import java.util.concurrent.Callable;");
    }

    /** Evaluates one or more snippets, which must not fail. */
    void eval(String... sources) throws ReflectiveOperationException {
        for (String source : sources) {
            for (String one : IMPORTS_APART.split(source, -1)) {
                evalOne(one);
            }
        }
    }

    private void evalOne(String source) throws ReflectiveOperationException {
        var events = (List<?>) call(shell, "jdk.jshell.JShell", "eval", source);
        for (Object event : events) {
            Object exception = get(event, "exception");
            Object status = get(event, "status");
            if (exception != null || String.valueOf(status).equals("REJECTED")) {
                throw new IllegalStateException("%s: %s %s".formatted(source, status, exception));
            }
        }
    }

    /** Returns the value of {@code expression}, the body of a serializable callable, as that callable. */
    @SuppressWarnings("unchecked")
    <T> Callable<T> job(String expression) throws ReflectiveOperationException {
        eval("System.getProperties().put(\"%s\", (Callable<Object> & Serializable) () -> %s);"
                .formatted(KEY, expression));
        return (Callable<T>)
                java.util.Objects.requireNonNull(System.getProperties().remove(KEY));
    }

    private static @Nullable Object get(Object event, String name) throws ReflectiveOperationException {
        return Class.forName("jdk.jshell.SnippetEvent").getMethod(name).invoke(event);
    }

    private static Object call(Object target, String type, String method, String argument)
            throws ReflectiveOperationException {
        try {
            return Class.forName(type).getMethod(method, String.class).invoke(target, argument);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() throws ReflectiveOperationException {
        Class.forName("jdk.jshell.JShell").getMethod("close").invoke(shell);
    }
}
