package dev.weft.cli.command;

import dev.weft.cli.fetch.Words;
import dev.weft.cli.inspect.Answer;
import dev.weft.cli.inspect.InspectionClient;
import dev.weft.cli.inspect.Inspector;
import dev.weft.internal.task.Frames;
import dev.weft.internal.watch.PoolSnapshot;
import dev.weft.internal.watch.PoolSnapshot.JobSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft ps}. */
@Command(
        name = "ps",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows the pools and running jobs of other JVMs of the same user, also while a loop or all threads are held.",
            "A JVM is listed once it has opened a pool, unless it was started with -Ddev.weft.inspect=off. One that is named and"
                    + " has no pool shows its threads, as the JDK's own dump tells."
        },
        footer = {"", "Examples:", "  weft ps", "  weft ps 4711 --stacks", "  weft ps 4711 --json"})
public final class PsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PID", arity = "0..*", description = "Which JVMs; all that have a pool by default.")
    private List<Long> pids = List.of();

    @Option(names = "--stacks", description = "Show each job's whole stack.")
    private boolean stacks;

    @Option(names = "--json", description = "Print one JSON object a pool.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean all = pids.isEmpty();
        var asked = all ? InspectionClient.processes() : pids;
        if (asked.isEmpty() && !json) {
            out.println("no JVM of this user has a pool of Weft");
        }
        int code = 0;
        for (long pid : asked) {
            try {
                print(out, Inspector.ask(pid));
            } catch (IOException e) {
                // One that ends while we ask is no failure, unless it was asked for by name.
                if (!all) {
                    spec.commandLine().getErr().println("weft: " + Words.oneLine(String.valueOf(e.getMessage())));
                    code = 1;
                }
            }
        }
        out.flush();
        return code;
    }

    private void print(PrintWriter out, Answer answer) {
        var pools = answer.snapshot().pools();
        if (json) {
            pools.forEach(pool -> Rows.print(out, AnswerRows.pool(answer, pool)));
            return;
        }
        out.println(answer.headline());
        pools.forEach(pool -> print(out, pool));
        answer.snapshot().notes().forEach(note -> out.println(Words.oneLine(note)));
    }

    private void print(PrintWriter out, PoolSnapshot pool) {
        out.println("  " + Words.oneLine(pool.headline()));
        pool.jobs().forEach(job -> print(out, job));
        int left = pool.running() - pool.jobs().size();
        if (left > 0) {
            out.println("    and %d more".formatted(left));
        }
    }

    private void print(PrintWriter out, JobSnapshot job) {
        var waits = job.waitsFor() == null ? "" : ", waits for " + job.waitsFor();
        var created = job.created() == null ? "" : ", submitted at " + job.created();
        out.println("    "
                + Words.oneLine("%s on %s: %s%s%s".formatted(job.name(), job.thread(), job.state(), waits, created)));
        var frames = stacks
                ? job.stack().stream()
                : job.stack().stream().filter(Frames::isUsers).limit(1);
        frames.forEach(frame -> out.println("        at " + Words.oneLine(frame)));
    }
}
