package dev.weft.examples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every piece of Java in the guide and its pages is a part of a source file that the build compiles. */
class GuideTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final List<Path> PAGES = Stream.of("guide.md", "processes.md", "loop.md", "simulation.md", "http.md")
            .map(Path.of("../docs")::resolve)
            .toList();
    private static final List<Path> SOURCES = List.of(Path.of("src"), Path.of("../testkit/src"));

    @TestFactory
    Stream<DynamicTest> itsCodeIsInASource() throws IOException {
        var sources = sources();
        return blocks().stream()
                .map(code -> DynamicTest.dynamicTest(
                        code.lines().findFirst().orElse("an empty block"),
                        () -> assertThat(sources.stream().anyMatch(source -> source.contains(code)))
                                .as("a source has\n" + code)
                                .isTrue()));
    }

    private static List<String> blocks() throws IOException {
        var blocks = new ArrayList<String>();
        for (var page : PAGES) {
            JAVA.matcher(Files.readString(page)).results().forEach(block -> blocks.add(flat(block.group(1))));
        }
        return blocks;
    }

    private static List<String> sources() throws IOException {
        var sources = new ArrayList<String>();
        for (var folder : SOURCES) {
            try (var files = Files.walk(folder)) {
                for (var file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    sources.add(flat(Files.readString(file)));
                }
            }
        }
        return sources;
    }

    /** Returns the code without its indentation, which the guide leaves out. */
    private static String flat(String code) {
        return code.lines().map(String::strip).collect(joining("\n"));
    }
}
