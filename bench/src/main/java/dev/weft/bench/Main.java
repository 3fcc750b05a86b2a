package dev.weft.bench;

import java.util.List;

/** Runs a suite of measurements: {@code bench/run pools|processes|loop [--quick] [--json]}. */
public final class Main {
    private static final String USAGE = """
            usage: bench/run pools|processes|loop [--quick] [--json]

              pools      Weft's thread pools beside the JDK's and Python's
              processes  Weft's worker JVMs beside ojAlgo's, Python's processes, and what the system can do
              loop       Weft's coroutines beside Kotlin's, Vert.x's, Python's, and what the JDK can do
              --quick    one minute to four, for a first impression; wants ten and more otherwise
              --json     an object a line
            """;

    private Main() {}

    public static void main(String[] args) throws Exception {
        var words = List.of(args);
        if (words.contains("--help") || words.contains("-h")) {
            System.out.print(USAGE);
            return;
        }
        var suite = words.isEmpty() ? null : Suite.named(words.getFirst()).orElse(null);
        if (suite == null || !List.of("--quick", "--json").containsAll(words.subList(1, words.size()))) {
            System.err.print(USAGE);
            System.exit(2);
            return;
        }
        var effort = words.contains("--quick") ? Effort.QUICK : Effort.FULL;
        suite.run(effort, words.contains("--json") ? new JsonReport(System.out) : new TextReport(System.out));
    }
}
