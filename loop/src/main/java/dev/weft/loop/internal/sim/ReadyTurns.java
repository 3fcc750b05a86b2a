package dev.weft.loop.internal.sim;

import dev.weft.loop.internal.Timer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What can run now: coroutines, and timers whose time has come. The seed draws one of them.
 *
 * <p>It depends on who is ready, and not on the order in which they became so: cancels go round in the order of hash codes, and
 * what waited at a monitor comes through another thread. A timer is drawn as a coroutine is, so that what it does, such as an
 * interrupt at a deadline, can come before or after all else that happens at that instant.
 */
final class ReadyTurns {
    private static final Comparator<Member> BY_NUMBER = Comparator.comparingInt(Member::number);

    private final SplittableRandom random;
    // By number.
    private final List<Member> coroutines = new ArrayList<>();
    // In the order of setting.
    private final List<Timer> timers = new ArrayList<>();

    ReadyTurns(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean isEmpty() {
        return coroutines.isEmpty() && timers.isEmpty();
    }

    /** Adds a coroutine, unless it is here already. */
    void add(Member member) {
        int index = find(member);
        if (index < 0) {
            coroutines.add(-index - 1, member);
        }
    }

    /** Adds a timer, which was set later than all that are here. */
    void add(Timer timer) {
        timers.add(timer);
    }

    boolean contains(Member member) {
        return find(member) >= 0;
    }

    private int find(Member member) {
        return Collections.binarySearch(coroutines, member, BY_NUMBER);
    }

    /** Takes one out: a {@link Member} or a {@link Timer}. */
    Object draw() {
        int size = coroutines.size() + timers.size();
        int index = size == 1 ? 0 : random.nextInt(size);
        return index < coroutines.size() ? coroutines.remove(index) : timers.remove(index - coroutines.size());
    }
}
