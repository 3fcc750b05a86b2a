package dev.weft.cli.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.weft.internal.task.Frames;
import dev.weft.internal.watch.PoolSnapshot;
import dev.weft.internal.watch.PoolSnapshot.JobSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JDK's dump of threads: each container of threads, such as an executor, stands for a pool. A dump may be huge: of each
 * container it keeps as many threads as are shown.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/api/jdk.management/com/sun/management/HotSpotDiagnosticMXBean.html#dumpThreads(java.lang.String,com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat)">the
 *     format</a>
 */
final class JdkDumpReader {
    private final List<Container> containers = new ArrayList<>();
    // Which thread holds a monitor.
    private final Map<Object, Long> owners = new HashMap<>();

    /** A container, as far as it was read; each thread as a map of its fields. */
    private static final class Container {
        private String name = "";
        private int count;
        private final List<Map<String, Object>> threads = new ArrayList<>();
    }

    private JdkDumpReader() {}

    /** @throws IOException if this is not such a dump */
    static List<PoolSnapshot> read(Path file) throws IOException {
        var reader = new JdkDumpReader();
        try (var json = new JsonFactory().createParser(file.toFile())) {
            reader.readContainers(json);
        }
        return reader.containers.stream()
                .filter(container -> container.count > 0)
                .map(reader::pool)
                .toList();
    }

    private void readContainers(JsonParser json) throws IOException {
        while (!"threadContainers".equals(json.currentName())) {
            if (json.nextToken() == null) {
                throw new IOException("the JDK's dump of threads has no containers: is it of JDK 21 or later?");
            }
        }
        json.nextToken(); // the array
        while (json.nextToken() == JsonToken.START_OBJECT) {
            var container = new Container();
            containers.add(container);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                readField(json, container);
            }
        }
    }

    private void readField(JsonParser json, Container container) throws IOException {
        var field = json.currentName();
        json.nextToken();
        switch (field) {
            case "container" -> container.name = json.getText();
            case "threads" -> readThreads(json, container);
            default -> json.skipChildren();
        }
    }

    private void readThreads(JsonParser json, Container container) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            container.count++;
            if (container.threads.size() == PoolSnapshot.MOST_JOBS) {
                json.skipChildren();
                continue;
            }
            var thread = JSON.std.mapFrom(json);
            container.threads.add(thread);
            for (var frame : list(thread.get("monitorsOwned"))) {
                list(map(frame).get("locks")).forEach(lock -> owners.put(lock, id(thread)));
            }
        }
    }

    private PoolSnapshot pool(Container container) {
        var threads = container.threads.stream().map(this::thread).toList();
        return new PoolSnapshot(container.name, "JDK", "open", 0, container.count, PoolSnapshot.UNKNOWN, threads);
    }

    private JobSnapshot thread(Map<String, Object> thread) {
        boolean virtual = Boolean.TRUE.equals(thread.get("virtual"));
        var label = "%s #%d".formatted(virtual ? "virtual thread" : "thread", id(thread));
        var name = text(thread.get("name"));
        var stack = list(thread.get("stack")).stream().map(JdkDumpReader::text).toList();
        var monitor = thread.get("blockedOn");
        var owner = monitor == null ? null : owners.get(monitor);
        return new JobSnapshot(
                id(thread),
                name.isEmpty() ? label : name,
                label,
                text(thread.get("state")).toLowerCase(Locale.ROOT),
                null,
                waitsFor(thread, stack),
                owner == null ? List.of() : List.of(owner),
                stack);
    }

    private static @Nullable String waitsFor(Map<String, Object> thread, List<String> stack) {
        if (thread.get("blockedOn") != null) {
            return "monitor " + thread.get("blockedOn");
        }
        if (!text(thread.get("state")).endsWith("WAITING")) {
            return null;
        }
        var called = Frames.calledByUser(stack);
        var parked = map(thread.get("parkBlocker")).get("object");
        var object = parked == null ? thread.get("waitingOn") : parked;
        return object == null ? called : called == null ? text(object) : called + " on " + object;
    }

    private static long id(Map<String, Object> thread) {
        return Long.parseLong(text(thread.get("tid")));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> items ? items : List.of();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> fields ? fields : Map.of();
    }
}
