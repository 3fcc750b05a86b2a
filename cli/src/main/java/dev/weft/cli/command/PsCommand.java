package dev.weft.cli.command;

import dev.weft.cli.fetch.Words;
import dev.weft.cli.inspect.InspectionClient;
import dev.weft.internal.watch.PoolSnapshot;
import dev.weft.internal.watch.PoolSnapshot.JobSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            "Shows the pools and running jobs of other JVMs of the same user, also while all their threads are held.",
            "A JVM can be asked once it has opened a pool, unless it was started with -Ddev.weft.inspect=off."
        },
        footer = {"", "Examples:", "  weft ps", "  weft ps 4711 --stacks", "  weft ps 4711 --json"})
public final class PsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PID", arity = "0..*", description = "Which JVMs; all that can be asked by default.")
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
                print(out, pid, InspectionClient.ask(pid));
            } catch (IOException e) {
                // One that ends while we ask is no failure, unless it was asked for by name.
                if (!all) {
                    spec.commandLine().getErr().println("weft: " + e.getMessage());
                    code = 1;
                }
            }
        }
        out.flush();
        return code;
    }

    private void print(PrintWriter out, long pid, List<PoolSnapshot> pools) {
        if (json) {
            pools.forEach(pool -> Rows.print(out, row(pid, pool)));
            return;
        }
        out.println("process %d: %d %s".formatted(pid, pools.size(), pools.size() == 1 ? "pool" : "pools"));
        pools.forEach(pool -> print(out, pool));
    }

    private void print(PrintWriter out, PoolSnapshot pool) {
        var threads = pool.threads() == 0 ? "" : " of %d threads".formatted(pool.threads());
        out.println("  %s (%s, %s): %d running%s, %d waiting"
                .formatted(
                        Words.oneLine(pool.name()),
                        pool.kind(),
                        pool.state(),
                        pool.running(),
                        threads,
                        pool.waiting()));
        pool.jobs().forEach(job -> print(out, job));
        int left = pool.running() - pool.jobs().size();
        if (left > 0) {
            out.println("    and %d more".formatted(left));
        }
    }

    private void print(PrintWriter out, JobSnapshot job) {
        var waits = job.waitsFor() == null ? "" : ", waits for " + job.waitsFor();
        out.println(
                "    " + Words.oneLine("%s on %s: %s%s".formatted(job.name(), job.thread(), job.threadState(), waits)));
        var frames = stacks
                ? job.stack().stream()
                : job.stack().stream().filter(PsCommand::isUsers).limit(1);
        frames.forEach(frame -> out.println("        at " + frame));
    }

    /** Tells whether a frame is the job's own code, where the innermost ones are often the JDK's waits. */
    private static boolean isUsers(String frame) {
        return !frame.startsWith("java.") && !frame.startsWith("jdk.") && !frame.startsWith("dev.weft.internal.");
    }

    private static Map<String, Object> row(long pid, PoolSnapshot pool) {
        var row = new LinkedHashMap<String, Object>();
        row.put("pid", pid);
        row.put("pool", pool.name());
        row.put("kind", pool.kind());
        row.put("state", pool.state());
        row.put("threads", pool.threads());
        row.put("running", pool.running());
        row.put("waiting", pool.waiting());
        row.put("jobs", pool.jobs().stream().map(PsCommand::row).toList());
        return row;
    }

    private static Map<String, Object> row(JobSnapshot job) {
        var row = new LinkedHashMap<String, Object>();
        row.put("job", job.name());
        row.put("thread", job.thread());
        row.put("state", job.threadState());
        row.put("waitsFor", job.waitsFor());
        row.put("stack", job.stack());
        return row;
    }
}
