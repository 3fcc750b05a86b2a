package dev.weft.process.internal.worker;

import java.util.HashSet;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what jobs have left behind in a worker that the next ones would meet: threads that keep running, and system properties
 * that were changed. Used by the main thread.
 */
final class Leftovers {
    // Looking takes some microseconds: not after each of many small jobs.
    private static final long NANOS_BETWEEN = 1_000_000;

    // The JDK sets the one and we the other, in whatever job first asks for the time of day, or opens a pool.
    private static final Set<String> NOT_OF_JOBS = Set.of("user.timezone", "dev.weft.inspect.socket");

    private final ThreadGroup all = root();
    // What there was when the first job came, initializer included.
    private @Nullable Set<Thread> threads;
    private @Nullable Properties properties;
    private long lastLook;
    private boolean said;

    private static ThreadGroup root() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /** Takes what there is now as what belongs there, the first time. */
    void begin() {
        if (threads != null) {
            return;
        }
        threads = running();
        properties = (Properties) System.getProperties().clone();
    }

    /** Returns what was left behind, the first time that there is something; else {@code null}. */
    @Nullable
    String find() {
        long now = System.nanoTime();
        if (said || threads == null || now - lastLook < NANOS_BETWEEN) {
            return null;
        }
        lastLook = now;
        var found = findNow();
        said = found != null;
        return found;
    }

    private @Nullable String findNow() {
        var left = running();
        left.removeAll(threads == null ? Set.of() : threads);
        if (!left.isEmpty()) {
            return "a job has left threads running that are no daemons: "
                    + left.stream().map(Thread::getName).sorted().collect(Collectors.joining(", "));
        }
        if (System.getProperties().equals(properties)) {
            return null;
        }
        var changed = changed();
        return changed.isEmpty() ? null : "a job has changed system properties: " + String.join(", ", changed);
    }

    private Set<String> changed() {
        var before = properties == null ? new Properties() : properties;
        var names = new HashSet<>(before.stringPropertyNames());
        names.addAll(System.getProperties().stringPropertyNames());
        names.removeIf(name -> Objects.equals(before.getProperty(name), System.getProperty(name)));
        names.removeAll(NOT_OF_JOBS);
        return names;
    }

    private Set<Thread> running() {
        var found = new Thread[all.activeCount() + 16];
        int count = all.enumerate(found, true);
        var running = new HashSet<Thread>();
        for (int i = 0; i < count; i++) {
            if (!found[i].isDaemon()) {
                running.add(found[i]);
            }
        }
        return running;
    }
}
