package dev.weft.internal.task;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which lines of a stack are the user's: the JDK's and Weft's own say how it came to them, and hide them. */
public final class Frames {
    private static final Pattern NOT_USERS =
            Pattern.compile("(java|javax|jdk|sun)[.].*|dev[.]weft[.]((loop|process)[.])?internal[.].*"
                    + "|dev[.]weft[.](CallerPool|Channel|Clock|Context|Deadline|Future|Futures|JobOptions|Pool|PoolTask|Results|SubmitStack"
                    + "|TaskGroup|ThreadPool)[.$].*"
                    + "|dev[.]weft[.]loop[.]((Handle|Loop|Running)[.$]|testing[.]).*");

    private Frames() {}

    /** Tells whether a frame, as it is printed, is of the user's code. */
    public static boolean isUsers(String frame) {
        // Before the class stand the names of its class loader and module, as far as there are any.
        int paren = frame.indexOf('(');
        int slash = frame.lastIndexOf('/', paren < 0 ? frame.length() : paren);
        return !NOT_USERS.matcher(frame.substring(slash + 1)).matches();
    }

    /** Returns the innermost frame of the user's code, without the names of loader and module. */
    public static @Nullable String innermostOfUser(StackTraceElement[] stack) {
        return innermostOfUser(Stream.of(stack).map(StackTraceElement::toString).toList());
    }

    /** As {@link #innermostOfUser(StackTraceElement[])}, of frames as they are printed. */
    public static @Nullable String innermostOfUser(List<String> stack) {
        int index = indexOfUser(stack);
        return index < 0 ? null : withoutModule(stack.get(index));
    }

    /**
     * Returns which method the user's code has called and has not come back from: {@code Thread.sleep}, {@code Object.wait}.
     * {@code null} if it has called none, or the stack has nothing of the user's.
     */
    public static @Nullable String calledByUser(List<String> stack) {
        int index = indexOfUser(stack);
        if (index < 1) {
            return null;
        }
        var frame = withoutModule(stack.get(index - 1));
        int paren = frame.indexOf('(');
        int method = frame.lastIndexOf('.', paren);
        int type = frame.lastIndexOf('.', method - 1);
        return frame.substring(type + 1, paren);
    }

    private static int indexOfUser(List<String> stack) {
        for (int i = 0; i < stack.size(); i++) {
            if (isUsers(stack.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static String withoutModule(String frame) {
        return frame.substring(frame.lastIndexOf('/', frame.indexOf('(')) + 1);
    }
}
