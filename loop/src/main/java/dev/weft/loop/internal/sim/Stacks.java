package dev.weft.loop.internal.sim;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stacks as users want to read them: without what the JDK and Weft do inside. */
final class Stacks {
    private static final List<String> INSIDE =
            List.of("java.", "jdk.", "sun.", "dev.weft.internal.", "dev.weft.loop.internal.");
    private static final String OURS = "dev.weft.loop.internal.";
    private static final int MOST_INSIDE = 12;
    private static final String REAL_IO = "sun.nio.ch.";

    private Stacks() {}

    /** Returns the lines of {@code stack}, each on one of its own; the first of them if there is nothing but the JDK and Weft. */
    static String show(StackTraceElement... stack) {
        var users = Stream.of(stack).filter(Stacks::isUsers).toList();
        var shown = users.isEmpty() ? Stream.of(stack).limit(MOST_INSIDE).toList() : users;
        return shown.stream().map(frame -> "\n\t\tat " + frame).collect(Collectors.joining());
    }

    /** Returns a stack without the calls of ours at its top. */
    static StackTraceElement[] withoutOurs(List<StackTraceElement> stack) {
        return stack.stream()
                .dropWhile(frame -> frame.getClassName().startsWith(OURS))
                .toArray(StackTraceElement[]::new);
    }

    /** Returns what the user's code has called last, as in {@code ArrayBlockingQueue.poll}. */
    static String call(StackTraceElement... stack) {
        for (int i = 1; i < stack.length; i++) {
            if (isUsers(stack[i])) {
                var called = stack[i - 1];
                var type = called.getClassName();
                return type.substring(type.lastIndexOf('.') + 1) + "." + called.getMethodName();
            }
        }
        return "the JDK";
    }

    /** Tells whether a thread with this stack waits for a socket or the like. */
    static boolean isRealIo(StackTraceElement... stack) {
        return Stream.of(stack).anyMatch(frame -> frame.getClassName().startsWith(REAL_IO));
    }

    private static boolean isUsers(StackTraceElement frame) {
        return INSIDE.stream().noneMatch(frame.getClassName()::startsWith);
    }
}
