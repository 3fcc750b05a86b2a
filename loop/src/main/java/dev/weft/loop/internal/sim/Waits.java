package dev.weft.loop.internal.sim;

import dev.weft.loop.internal.JdkThreads;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Says in words what each coroutine waits for; those that wait for the same thing can be seen to. */
final class Waits {
    private final IdentityHashMap<Object, String> named = new IdentityHashMap<>();

    /** Returns a paragraph on each of {@code members}, none of which can run. */
    String describe(Collection<Member> members) {
        return members.stream().map(this::describe).collect(Collectors.joining());
    }

    private String describe(Member member) {
        var thread = member.thread();
        return "\n\t%s %s%s".formatted(member, waitOf(thread), Stacks.show(thread.getStackTrace()));
    }

    private String waitOf(Thread thread) {
        if (JdkThreads.isInObjectWait(thread)) {
            return "is in Object.wait()";
        }
        if (JdkThreads.isAtMonitor(thread)) {
            return "waits to enter a monitor";
        }
        if (Stacks.isRealIo(thread.getStackTrace())) {
            return "waits for real I/O";
        }
        var blocker = LockSupport.getBlocker(thread);
        return blocker == null ? "is parked" : "waits for " + nameOf(blocker);
    }

    private String nameOf(Object blocker) {
        if (blocker.getClass().getName().startsWith("dev.weft.") || blocker instanceof String) {
            return blocker.toString();
        }
        return named.computeIfAbsent(blocker, this::newName);
    }

    private String newName(Object blocker) {
        var type = blocker.getClass().getName();
        var simple = type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
        long alike = named.values().stream()
                .filter(name -> name.startsWith(simple + " #"))
                .count();
        return "%s #%d".formatted(simple, alike + 1);
    }
}
