package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TasteOfWeftTest {

    @Test
    void isTheCodeOfTheReadme() throws Exception {
        var readme = Files.readString(Path.of("../README.md"));
        var source = Files.readString(Path.of("src/main/java/dev/weft/examples/TasteOfWeft.java"));

        var taste = readme.split("## A taste\\s+```java\n", 2)[1].split("```", 2)[0];

        assertThat(source).contains(indent(taste));
    }

    @Test
    void printsPagesAndASize() throws Exception {
        try (var server = PageServer.open()) {
            var urls = Stream.of("news", "sports", "weather")
                    .map(page -> server.uri(page).toString())
                    .toArray(String[]::new);

            var lines = Printed.by(() -> TasteOfWeft.main(urls));

            // The callback runs beside what follows it.
            assertThat(lines).containsOnlyOnce("news-1 is SUCCEEDED");
            var pages = lines.stream()
                    .filter(line -> !line.equals("news-1 is SUCCEEDED"))
                    .toList();
            assertThat(pages).hasSize(5).startsWith("page news");
            assertThat(pages.subList(1, 4)).containsExactlyInAnyOrder("page news", "page sports", "page weather");
            assertThat(pages.getLast()).isEqualTo("20 characters"); // page newspage sports
        }
    }

    private static String indent(String code) {
        return code.lines()
                .map(line -> line.isEmpty() ? line : " ".repeat(8) + line)
                .collect(Collectors.joining("\n"));
    }
}
