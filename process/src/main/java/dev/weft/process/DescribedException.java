package dev.weft.process;

import java.io.Serial;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception that could not be sent between JVMs as it is: prints like it, with its stack trace, its causes and
 * its suppressed exceptions, each of them described in the same way.
 *
 * <p>The last of the suppressed exceptions says why the original could not be sent.
 */
public final class DescribedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    // A longer chain of causes, or a bigger tree, is cut: it must be possible to send every description from every
    // stack.
    private static final int MAX_DEPTH = 50;
    private static final int MAX_SIZE = 500;

    private final String originalClass;
    private final String description;

    private DescribedException(String originalClass, @Nullable String message, String description) {
        super(message);
        this.originalClass = originalClass;
        this.description = description;
    }

    /** Returns a description of {@code original}; of an exception whose own methods fail, as much as they give. */
    public static DescribedException of(Throwable original) {
        return describe(original, new IdentityHashMap<>(), 0);
    }

    private static DescribedException describe(
            Throwable original, Map<Throwable, DescribedException> known, int depth) {
        DescribedException before = known.get(original);
        if (before != null) {
            return before;
        }
        String name = original.getClass().getName();
        var described = new DescribedException(
                name, ask(original::getMessage, null), textOf(ask(original::toString, name), name));
        known.put(original, described);
        StackTraceElement[] stack = ask(original::getStackTrace, null);
        described.setStackTrace(stack == null ? new StackTraceElement[0] : stack);
        if (depth < MAX_DEPTH) {
            described.describeOthers(original, known, depth + 1);
        }
        return described;
    }

    private void describeOthers(Throwable original, Map<Throwable, DescribedException> known, int depth) {
        Throwable cause = ask(original::getCause, null);
        if (cause != null && cause != original && known.size() < MAX_SIZE) {
            var described = describe(cause, known, depth);
            if (described != this) {
                initCause(described);
            }
        }
        for (Throwable suppressed : original.getSuppressed()) {
            if (suppressed != original && known.size() < MAX_SIZE) {
                addSuppressed(describe(suppressed, known, depth));
            }
        }
    }

    // The original's class may be what is broken.
    private static <T> @Nullable T ask(Supplier<? extends @Nullable T> part, @Nullable T otherwise) {
        try {
            return part.get();
        } catch (RuntimeException | Error e) {
            return otherwise;
        }
    }

    private static String textOf(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    /** Returns the name of the original's class. */
    public String originalClass() {
        return originalClass;
    }

    /** Returns what the original's {@code toString()} returned. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // it stands for another exception, and prints as that
    public String toString() {
        return description;
    }
}
