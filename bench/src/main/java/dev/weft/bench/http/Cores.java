package dev.weft.bench.http;

import dev.weft.bench.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where programs run: what is measured on one core, and all that it talks to on another, so that neither takes from the other.
 *
 * @param measured what a command of the former begins with
 * @param beside what a command of the latter begins with
 * @param all what a command begins with that may run on either
 */
record Cores(List<String> measured, List<String> beside, List<String> all) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String TASKSET = "taskset";
    private static final String ALLOWED = "Cpus_allowed_list:";

    /** Returns two cores of those that this process may use, where it may use two and there is {@code taskset}. */
    static Cores of(Rig rig) throws IOException {
        var allowed = Files.isReadable(STATUS) ? allowed() : List.<Integer>of();
        if (allowed.size() < 2 || !Programs.has(TASKSET)) {
            rig.note(
                    "nothing is pinned, for want of two cores or of taskset: what is measured and what loads it share all");
            return new Cores(List.of(), List.of(), List.of());
        }
        int first = allowed.getFirst();
        int last = allowed.getLast();
        rig.note("pinned: what is measured to core %d, what it talks to to core %d; downloads to none"
                .formatted(first, last));
        return new Cores(pin(List.of(first)), pin(List.of(last)), pin(allowed));
    }

    private static List<String> pin(List<Integer> cores) {
        return List.of(TASKSET, "-c", cores.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    /** Has all threads of a process run from now on where a command does that begins with {@code pin}. */
    static void move(Process process, List<String> pin) throws IOException, InterruptedException {
        Programs.run(List.of(TASKSET, "-a", "-c", "-p", pin.getLast(), String.valueOf(process.pid())));
    }

    private static List<Integer> allowed() throws IOException {
        var line = Files.readAllLines(STATUS).stream()
                .filter(each -> each.startsWith(ALLOWED))
                .findFirst()
                .orElse(ALLOWED);
        return Stream.of(line.substring(ALLOWED.length()).strip().split(","))
                .filter(range -> !range.isEmpty())
                .flatMap(Cores::each)
                .toList();
    }

    /** Returns the cores of a range such as "0-3", or "5". */
    private static Stream<Integer> each(String range) {
        var ends = range.split("-", 2);
        int first = Integer.parseInt(ends[0]);
        return IntStream.rangeClosed(first, ends.length == 1 ? first : Integer.parseInt(ends[1]))
                .boxed();
    }

    List<String> beside(List<String> command) {
        return concat(beside, command);
    }

    static List<String> concat(List<String> prefix, List<String> command) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }
}
