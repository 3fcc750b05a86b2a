package dev.weft.process.internal.launch;

import java.io.IOException;

/** A parent for tests: starts workers that start children, says their numbers, and waits until it is killed. */
final class TestParent {
    private TestParent() {}

    public static void main(String[] arguments) throws IOException {
        var launcher = Launcher.open(LaunchSettings.of("orphans", 2), TestWorker.class);
        for (var number = 1; number <= 2; number++) {
            var worker = new Talk(launcher.start(number));
            System.out.println(worker.process().pid());
            System.out.println(worker.ask("run sleep 1000"));
            System.out.println(worker.ask("variable JAVA_TOOL_OPTIONS"));
            System.out.println(worker.ask("property tool"));
        }
        System.out.println(launcher.folder());
        while (System.in.read() >= 0) {
            // Until somebody kills it.
        }
    }
}
