package dev.weft.process.internal.codec;

import dev.weft.process.UnsendableException;
import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why an object cannot be sent, and names the shortest path to the culprit. One thread.
 *
 * <p>It looks at the objects that serialization would visit, one by one, so it costs something; but only after a failure.
 */
final class Culprits {
    // Enough for any object that people look into; a bigger one fails with what serialization said.
    private static final int MAX_OBJECTS = 1_000_000;

    // A longer path loses its middle.
    private static final int MAX_LABELS = 12;

    // What Weft's records call the job of the user that they hold.
    private static final Set<String> JOBS = Set.of("original", "job");

    private final Loaders loaders;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Queue<Step> open = new ArrayDeque<>();

    Culprits(Loaders loaders) {
        this.loaders = loaders;
    }

    /**
     * An object and how it was reached.
     *
     * @param label how, or null if it is a part whose link is looked up when it is needed: that may take long
     */
    private record Step(@Nullable Step previous, @Nullable String label, Object object) {

        /** Tells whether it is what was to be sent, perhaps inside of a record of Weft, and not something that that refers to. */
        boolean isJob() {
            return previous == null || (label != null && label.isEmpty());
        }

        UnsendableException fail(String flaw, @Nullable Throwable cause) {
            var labels = new ArrayDeque<String>();
            addLabels(labels);
            String path = String.join(" → ", shortened(labels));
            return new UnsendableException(path.isEmpty() ? flaw : path + ": " + flaw, cause);
        }

        private void addLabels(Deque<String> labels) {
            var steps = new ArrayDeque<Step>();
            for (Step step = this; step != null; step = step.previous) {
                steps.push(step);
            }
            Object known = object;
            for (Step step : steps) {
                var link = step.label == null
                        ? PartLink.between(known, step.object)
                        : new PartLink(step.label, step.object);
                known = link.part();
                // An empty label leads through something that the user has not written.
                if (!link.label().isEmpty()) {
                    labels.add(link.label());
                }
            }
        }

        private static Deque<String> shortened(Deque<String> labels) {
            if (labels.size() > MAX_LABELS) {
                String first = labels.getFirst();
                while (labels.size() > MAX_LABELS - 2) {
                    labels.removeFirst();
                }
                labels.addFirst("…");
                labels.addFirst(first);
            }
            return labels;
        }
    }

    /**
     * Returns the error for {@code value}, which could not be written.
     *
     * @param what what to call it, or nothing
     * @param reason what writing it said
     */
    UnsendableException explain(@Nullable Object value, String what, Throwable reason) {
        if (value != null) {
            open.add(new Step(null, what, value));
        }
        while (!open.isEmpty() && seen.size() < MAX_OBJECTS) {
            var culprit = examine(open.remove());
            if (culprit != null) {
                return culprit;
            }
        }
        return unexplained(what, reason);
    }

    private static UnsendableException unexplained(String what, Throwable reason) {
        if (reason instanceof UnsendableException known) {
            return known;
        }
        String flaw = reason instanceof StackOverflowError
                ? "objects refer to each other in a chain that is too long for this thread's stack"
                        + " (send them as a list, or from a thread with a bigger stack)"
                : reason.toString();
        return new UnsendableException(what.isEmpty() ? flaw : what + ": " + flaw, reason);
    }

    private @Nullable UnsendableException examine(Step step) {
        Object object = step.object;
        if (!seen.add(object)) {
            return null;
        }
        String flaw = Flaw.of(object, step.isJob());
        if (flaw != null) {
            return step.fail(flaw, null);
        }
        try {
            if (OwnRecords.isOwn(object.getClass())) {
                followComponents(step);
            } else {
                followParts(step);
            }
            return null;
        } catch (UnsendableException e) {
            return step.fail(String.valueOf(e.getMessage()), null);
        } catch (IOException | RuntimeException | Error e) {
            return step.fail(
                    "%s cannot be written: %s".formatted(object.getClass().getTypeName(), e), e);
        }
    }

    private void followComponents(Step step) {
        Class<?> type = step.object.getClass();
        @Nullable Object[] components = OwnRecords.components(step.object);
        for (int i = 0; i < components.length; i++) {
            String name = OwnRecords.componentName(type, i);
            follow(step, JOBS.contains(name) ? "" : "the " + name, components[i]);
        }
    }

    private void followParts(Step step) throws IOException {
        var parts = Parts.of(step.object);
        for (Class<?> type : parts.classes()) {
            loaders.numberOf(type);
        }
        if (parts.whole() instanceof SerializedLambda lambda) {
            followCaptured(step, lambda, parts.classes());
        } else {
            parts.parts().forEach(part -> follow(step, null, part));
        }
    }

    private void followCaptured(Step step, SerializedLambda lambda, List<Class<?>> classes) {
        String capturing = lambda.getCapturingClass().replace('/', '.');
        String place = classes.stream()
                .filter(type -> type.getName().equals(capturing))
                .findFirst()
                .map(type -> LambdaText.of(lambda, type.getClassLoader()))
                .orElse("a lambda");
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            follow(step, "captured argument %d of %s".formatted(i, place), lambda.getCapturedArg(i));
        }
    }

    private void follow(Step step, @Nullable String label, @Nullable Object part) {
        if (part != null && !Parts.isPlain(part)) {
            open.add(new Step(step, label, part));
        }
    }
}
