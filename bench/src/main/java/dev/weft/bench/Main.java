package dev.weft.bench;

import dev.weft.bench.pools.PoolsSuite;
import java.util.List;

/** Runs a suite of measurements: {@code bench/run pools [--quick] [--json]}. */
public final class Main {
    private static final String USAGE = """
            usage: bench/run pools [--quick] [--json]

              pools    Weft's thread pools beside the JDK's and Python's
              --quick  less than a minute, for a first impression; wants about ten otherwise
              --json   an object a line
            """;

    private Main() {}

    public static void main(String[] args) throws Exception {
        var words = List.of(args);
        if (words.contains("--help") || words.contains("-h")) {
            System.out.print(USAGE);
            return;
        }
        if (words.isEmpty()
                || !words.getFirst().equals("pools")
                || !List.of("--quick", "--json").containsAll(words.subList(1, words.size()))) {
            System.err.print(USAGE);
            System.exit(2);
        }
        var effort = words.contains("--quick") ? Effort.QUICK : Effort.FULL;
        var report = words.contains("--json") ? new JsonReport(System.out) : new TextReport(System.out);
        try (var python = Python.start(PoolsSuite.class, "pools.py")) {
            report.machine(Machine.of(python));
            PoolsSuite.run(new Rig(effort, python, report));
        }
    }
}
