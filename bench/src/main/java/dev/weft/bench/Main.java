package dev.weft.bench;

import java.util.List;

/** Runs a suite of measurements: {@code bench/run pools|processes|loop|http [--quick] [--json] [--only=TEXT]}. */
public final class Main {
    private static final String ONLY = "--only=";
    private static final String USAGE = """
            usage: bench/run pools|processes|loop|http [--quick] [--json] [--only=TEXT]

              pools      Weft's thread pools beside the JDK's and Python's
              processes  Weft's worker JVMs beside ojAlgo's, Python's processes, and what the system can do
              loop       Weft's coroutines beside Kotlin's, Vert.x's, Python's, and what the JDK can do
              http       Weft's HTTP, WebSocket and TCP beside Vert.x's, the JDK's, Python's, Node's, and the usual downloaders
              --quick    one minute to eight, for a first impression; wants ten and more otherwise
              --json     an object a line
              --only     what has TEXT in the name of its first row
            """;

    private Main() {}

    public static void main(String[] args) throws Exception {
        var words = List.of(args);
        if (words.contains("--help") || words.contains("-h")) {
            System.out.print(USAGE);
            return;
        }
        var suite = words.isEmpty() ? null : Suite.named(words.getFirst()).orElse(null);
        if (suite == null || !words.stream().skip(1).allMatch(Main::isOption)) {
            System.err.print(USAGE);
            System.exit(2);
            return;
        }
        var effort = words.contains("--quick") ? Effort.QUICK : Effort.FULL;
        var report = words.contains("--json") ? new JsonReport(System.out) : new TextReport(System.out);
        var only = words.stream().filter(word -> word.startsWith(ONLY)).map(word -> word.substring(ONLY.length()));
        suite.run(effort, report, only.findFirst().orElse(""));
    }

    private static boolean isOption(String word) {
        return word.equals("--quick") || word.equals("--json") || word.startsWith(ONLY);
    }
}
