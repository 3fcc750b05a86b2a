package dev.weft.bench.loop;

import dev.weft.bench.Dialogue;
import dev.weft.bench.Fork;
import dev.weft.bench.Probe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JVM in which little else has run than what is measured there, so that its compiler knows nothing else. It is begun anew now
 * and then, as how well the compiler does differs from one to the next.
 *
 * <p>Used by one thread.
 */
final class Arena implements AutoCloseable {
    private static final int MEASURES_IN_ONE = 8;

    private final Duration warmUp;
    private @Nullable Dialogue dialogue;
    private int measures;

    /** Makes an arena in which every JVM but the first is warmed up for so long before it measures; the contest warms that. */
    Arena(Duration warmUp) {
        this.warmUp = warmUp;
    }

    /** Returns a probe of {@code rival} that does {@code drill}. */
    Probe probe(Rival rival, Drill drill) {
        var question = "%s %s ".formatted(rival, drill.question());
        return turn -> dialogue(question).measure(question + turn.toMillis());
    }

    private Dialogue dialogue(String question) throws IOException {
        var open = dialogue;
        if (open != null && measures++ < MEASURES_IN_ONE) {
            return open;
        }
        var next = new Dialogue("a JVM that measures", Fork.start(Arena.class));
        if (open != null) {
            open.close();
            next.measure(question + warmUp.toMillis());
        }
        dialogue = next;
        measures = 1;
        return next;
    }

    @Override
    public void close() throws IOException {
        if (dialogue != null) {
            dialogue.close();
        }
    }

    /** Measures what each line asks for: rival, drill, number of coroutines, milliseconds. */
    public static void main(String[] args) throws Exception {
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var question = questions.readLine(); question != null; question = questions.readLine()) {
            var words = question.split(" ", -1);
            int weight = words[1].equals("create") ? Coroutines.WINDOW : 1;
            var rota = new Rota(Integer.parseInt(words[2]), weight);
            try (var place = Rival.valueOf(words[0]).open()) {
                switch (words[1]) {
                    case "yield" -> place.yielding(rota);
                    case "create" -> place.creating(rota);
                    default -> throw new IllegalArgumentException("no drill is called '%s'".formatted(words[1]));
                }
                var measured = rota.measure(Duration.ofMillis(Long.parseLong(words[3])), place.cpu());
                System.out.println(
                        Arrays.stream(measured).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
            }
        }
    }
}
