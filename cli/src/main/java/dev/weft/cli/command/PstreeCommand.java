package dev.weft.cli.command;

import dev.weft.cli.fetch.Words;
import dev.weft.cli.inspect.Answer;
import dev.weft.cli.inspect.Inspector;
import dev.weft.internal.watch.JobTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weft pstree}. */
@Command(
        name = "pstree",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows who waits for whom in other JVMs of the same user.",
            "Below each job are those that have to end, or to let a lock go, before it goes on. Jobs that wait for each other are"
                    + " named first, as a cycle. It works while a loop or all threads are held. A JVM that has no pool of Weft shows its threads, as the JDK's own dump"
                    + " tells: who holds the monitor that another is blocked on."
        },
        footer = {"", "Examples:", "  weft pstree 4711", "  weft pstree 4711 --stacks", "  weft pstree 4711 --json"})
public final class PstreeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PID", arity = "1..*", description = "Which JVMs; weft ps lists those that have a pool.")
    private List<Long> pids = List.of();

    @Option(names = "--stacks", description = "Show each job's whole stack.")
    private boolean stacks;

    @Option(names = "--json", description = "Print one JSON object a process: its pools as of weft ps, and the cycles.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int code = 0;
        for (long pid : pids) {
            try {
                print(out, Inspector.ask(pid));
            } catch (IOException e) {
                spec.commandLine().getErr().println("weft: " + Words.oneLine(String.valueOf(e.getMessage())));
                code = 1;
            }
        }
        out.flush();
        return code;
    }

    private void print(PrintWriter out, Answer answer) {
        var snapshot = answer.snapshot();
        var tree = new JobTree(snapshot.pools());
        if (json) {
            Rows.print(out, AnswerRows.process(answer, tree));
            return;
        }
        out.println(answer.headline());
        tree.lines(stacks).forEach(out::println);
        snapshot.notes().forEach(note -> out.println(Words.oneLine(note)));
    }
}
