package dev.weft.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.Place;
import dev.weft.cli.fetch.RawServer;
import dev.weft.cli.site.Site;
import dev.weft.cli.site.SiteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    Path folder;

    @Test
    void eachKindOfWorkIsATableOfEveryPlaceAndALineOfAdvice() {
        var result = CommandResult.of("compare", "--quick");

        assertThat(result.out()).containsSubsequence("I/O-bound: 20 downloads", "I/O-bound: take ");
        assertThat(result.out())
                .containsSubsequence(
                        "CPU-bound: %d times F(300,000)"
                                .formatted(2 * Runtime.getRuntime().availableProcessors()),
                        "CPU-bound: take ");
        for (var place : Place.values()) {
            assertThat(result.outLines())
                    .filteredOn(line -> line.startsWith("  " + place + " "))
                    .hasSize(2)
                    .allMatch(line -> line.matches("  [a-z]+ +[0-9]+ +[0-9.]+ +[0-9.]+x  ok +[█#]+"));
        }
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void asJsonEveryMeasurementIsARowAlsoForOnesOwnUrls() throws Exception {
        try (var site = Site.open(SiteOptions.standard().withLatency(Duration.ZERO))) {
            var list = Files.writeString(folder.resolve("urls.txt"), site.uri(1) + "\n" + site.uri(2));

            var result = CommandResult.of("compare", "--quick", "--json", "-i", list);

            assertThat(result.rows())
                    .allSatisfy(row -> assertThat(row)
                            .containsOnlyKeys("work", "on", "workers", "jobs", "seconds", "speedup", "ok")
                            .containsEntry("ok", true));
            assertThat(result.rows())
                    .extracting(row -> row.get("work") + " " + row.get("on"))
                    .containsExactlyElementsOf(Stream.of("io", "cpu")
                            .flatMap(work -> Stream.of(Place.values()).map(place -> work + " " + place))
                            .toList());
            assertThat(result.rows().getFirst()).containsEntry("jobs", 2).containsEntry("speedup", 1.0);
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void aUrlThatCannotBeDownloadedEndsTheComparisonByName() throws Exception {
        try (var server = RawServer.answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")) {
            var list = Files.writeString(folder.resolve("urls.txt"), server.url("/gone"));

            var result = CommandResult.of("compare", "--quick", "-i", list);

            assertThat(result.err().lines()).containsExactly("weft: " + server.url("/gone") + ": HTTP 404 Not Found");
            assertThat(result.exitCode()).isOne();
        }
    }

    @Test
    void aPageThatChangesMeanwhileIsAWrongRowWithoutAdvice() throws Exception {
        var answers = new AtomicInteger();
        try (var server =
                RawServer.http(client -> client.send(FetchCommandTest.page("version " + answers.incrementAndGet())))) {
            var list = Files.writeString(folder.resolve("urls.txt"), server.url("/news"));

            var result = CommandResult.of("compare", "--quick", "-i", list);

            assertThat(result.outLines())
                    .filteredOn(line -> line.contains("x  wrong "))
                    .hasSize(Place.values().length);
            assertThat(result.out()).contains("I/O-bound: take none").contains("CPU-bound: take ");
            assertThat(result.exitCode()).isOne();
        }
    }

    @Test
    void anEmptyListIsWrongUsage() throws Exception {
        var list = Files.writeString(folder.resolve("urls.txt"), "# none\n");

        var result = CommandResult.of("compare", "-i", list);

        assertThat(result.err()).startsWith("weft: -i %s has no URL".formatted(list));
        assertThat(result.exitCode()).isEqualTo(2);
    }
}
