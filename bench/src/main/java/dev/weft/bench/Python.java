package dev.weft.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Python that runs a script of ours and measures when it is told to.
 *
 * <p>Used by one thread.
 */
public final class Python implements AutoCloseable {
    private final String interpreter;
    private final String script;
    private final Process process;
    private final Dialogue dialogue;
    private final String version;

    private Python(String interpreter, String script) throws IOException {
        this.interpreter = interpreter;
        this.script = script;
        this.process = start("serve");
        this.dialogue = new Dialogue("Python", process);
        this.version = dialogue.ask("version");
    }

    /** Starts the script {@code resource} under {@code interpreter}; {@code null} if there is no such program. */
    static @Nullable Python start(String interpreter, Class<?> owner, String resource) throws IOException {
        try (var source = owner.getResourceAsStream(resource)) {
            if (source == null) {
                throw new IllegalStateException("no resource %s beside %s".formatted(resource, owner));
            }
            var script = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            return new Python(interpreter, script);
        } catch (IOException _) {
            return null; // the program was not found
        }
    }

    private Process start(String... arguments) throws IOException {
        return Children.start(command(arguments));
    }

    /** Returns what starts another Python that runs the script. */
    public List<String> command(String... arguments) {
        return Stream.concat(Stream.of(interpreter, "-c", script), Stream.of(arguments))
                .toList();
    }

    String version() {
        return version;
    }

    /** Has the running script measure, and returns the numbers that it answers. */
    public double[] measure(String question) {
        return dialogue.measure(question);
    }

    /** As {@link #measure(String)}, where the answer is the time of a round trip, and adds the processor time of one. */
    public double[] measureWithCpu(String question) throws Exception {
        Probe trips = _ -> measure(question);
        return CpuTime.perTrip(trips, CpuTime.tree(process.toHandle())).measure(Duration.ZERO);
    }

    /** Has a Python of its own run the script, and returns the numbers that it prints. */
    public double[] measureApart(String... arguments) throws IOException {
        return Fork.measure(start(arguments));
    }

    @Override
    public void close() throws IOException {
        dialogue.close();
    }
}
