package dev.weft.loop.testing;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What ran in a simulation, step by step. The same program with the same seed gives an equal trace, in another JVM, too.
 *
 * @param steps in order
 */
public record Trace(List<Step> steps) {
    private static final int SHOWN_AT_THE_END = 20;

    /** Makes a trace of these steps. */
    public Trace {
        steps = List.copyOf(steps);
    }

    /** Returns the last steps in a few words each, as an error message shows them. */
    String end() {
        int from = Math.max(0, steps.size() - SHOWN_AT_THE_END);
        var shown =
                steps.subList(from, steps.size()).stream().map(Step::toString).collect(Collectors.joining(", "));
        return from == 0 ? shown : "..., " + shown;
    }

    /** Returns one line for each step: the virtual time, and what ran. */
    @Override
    public String toString() {
        return steps.stream().map(step -> "%s %s\n".formatted(step.at(), step)).collect(Collectors.joining());
    }
}
