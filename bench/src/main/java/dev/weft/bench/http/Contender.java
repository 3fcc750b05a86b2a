package dev.weft.bench.http;

import dev.weft.bench.Children;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.CpuTime;
import dev.weft.bench.Dialogue;
import dev.weft.bench.Probe;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of those that are compared, in a process of its own, which is begun when it is first needed, answers a line with a line, and
 * ends with its input.
 *
 * <p>Used by one thread.
 */
final class Contender implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final String title;
    private final List<String> command;
    private final List<String> pin;
    private final Cores cores;
    private @Nullable Process process;
    private @Nullable Dialogue dialogue;

    private Contender(String title, List<String> command, List<String> pin, Cores cores) {
        this.title = title;
        this.command = command;
        this.pin = pin;
        this.cores = cores;
    }

    /** Returns one that is measured, and started by {@code command}. */
    static Contender measured(String title, Cores cores, List<String> command) {
        return new Contender(title, command, cores.measured(), cores);
    }

    /** Returns one that those which are measured talk to, started by {@code command}. */
    static Contender beside(String title, Cores cores, List<String> command) {
        return new Contender(title, command, cores.beside(), cores);
    }

    /** Returns the port that it serves. */
    int port() throws IOException {
        return Integer.parseInt(dialogue().ask("port"));
    }

    /** Has it measure, and returns the numbers that it answers. */
    double[] measure(String question) throws IOException {
        return dialogue().measure(question);
    }

    /** Returns how much processor time it has used, in microseconds. */
    double cpuMicros() {
        var running = process;
        return running == null ? 0 : CpuTime.micros(CpuTime.tree(running.toHandle()));
    }

    /** Returns this as a peer that is measured by {@code probe}, with as many targets as there are. */
    Peer peer(Function<Contender, Probe> probe, Double... targets) {
        return new Peer(title, probe.apply(this), List.of(targets));
    }

    /** Has it run on all cores from now on, if it runs and is pinned. */
    void anywhere() throws IOException, InterruptedException {
        move(cores.all());
    }

    /** Has it run on its own core again. */
    void onOwnCore() throws IOException, InterruptedException {
        move(pin);
    }

    private void move(List<String> to) throws IOException, InterruptedException {
        var running = process;
        if (running != null && !to.isEmpty()) {
            Cores.move(running, to);
        }
    }

    private Dialogue dialogue() throws IOException {
        var open = dialogue;
        if (open == null) {
            var started = Children.start(Cores.concat(pin, command));
            process = started;
            open = new Dialogue(title, started);
            dialogue = open;
        }
        return open;
    }

    /** Waits until it has ended, but kills one that does not: what is measured may be broken. */
    private static void end(Process process) {
        process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        if (process.isAlive()) {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() throws IOException {
        if (dialogue != null) {
            dialogue.close();
        }
        if (process != null) {
            end(process);
        }
    }
}
