package dev.weft.loop.internal.sim;

import dev.weft.internal.task.Task;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Says why a simulation fails. */
final class Findings {

    private Findings() {}

    /** Nothing can run, nor will by itself. */
    static Finding stuck(Collection<Member> members) {
        var what = isRealIo(members)
                ? "a wait for real I/O, which no seed can repeat: use a stand-in for the peer"
                : "deadlock: nothing can run, and nothing waits for a time";
        return new Finding(what + new Waits().describe(members));
    }

    /** Tells whether one of {@code members}, none of which can run, waits for a socket or the like. */
    static boolean isRealIo(Collection<Member> members) {
        return members.stream()
                .anyMatch(member -> Stacks.isRealIo(member.thread().getStackTrace()));
    }

    /** A wait of the JDK's for real time. */
    static Finding realTime(Member member, long nanos) {
        var stack = member.thread().getStackTrace();
        return new Finding(
                "%s waits %s of real time in %s: use Clock.sleep, a Deadline or another of Weft's waits, or give the JVM weft-loop-agent by -javaagent%s"
                        .formatted(member, lengthOf(nanos), Stacks.call(stack), Stacks.show(stack)));
    }

    /** Rounds what is left of a wait by the time it begins to what the user most likely wrote. */
    private static Duration lengthOf(long nanos) {
        long unit = 1;
        while (nanos / unit >= 1_000) {
            unit *= 10;
        }
        return Duration.ofNanos(Math.round((double) nanos / unit) * unit);
    }

    /** Another thread has {@code woken} go on, or has called something. */
    static Finding fromOutside(Arrival arrival, @Nullable Member woken) {
        var by = Stacks.show(Stacks.withoutOurs(arrival.stack()));
        if (woken == null) {
            return new Finding(
                    "thread '%s', which is not in the simulation, reached into it%s".formatted(arrival.thread(), by));
        }
        var stack = woken.thread().getStackTrace();
        var waited = Stacks.isRealIo(stack) ? "waited for real I/O" : "waited";
        return new Finding("%s was woken by thread '%s', which is not in the simulation%s\n\t%s %s%s"
                .formatted(woken, arrival.thread(), by, woken, waited, Stacks.show(stack)));
    }

    /** The steps do not come to an end. */
    static Finding endless(int steps, Collection<Member> members) {
        return new Finding("still not over after %d steps; is there a loop that yields for ever? Not ended: %s"
                .formatted(steps, members));
    }

    /** Main threw. */
    static Finding thrown(Throwable thrown) {
        return new Finding(thrown.toString(), thrown);
    }

    /** A job failed and nobody has asked why. */
    static Finding unobserved(Task<?> task, Throwable reason) {
        return new Finding("job '%s' failed and nobody asked why: %s".formatted(task.name(), reason), reason);
    }
}
