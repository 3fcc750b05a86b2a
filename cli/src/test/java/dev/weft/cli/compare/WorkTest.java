package dev.weft.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CallerPool;
import dev.weft.JobFailedException;
import dev.weft.cli.Place;
import dev.weft.cli.fetch.Downloader;
import dev.weft.cli.fetch.FetchOptions;
import dev.weft.cli.fib.Fibonacci;
import dev.weft.cli.site.Site;
import dev.weft.cli.site.SiteOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkTest {
    private static final int SIZE = 100;

    @TempDir
    Path folder;

    private Site site;
    private Downloader downloader;

    @BeforeEach
    void open() throws IOException {
        site = Site.open(SiteOptions.standard().withSize(SIZE).withLatency(Duration.ZERO));
        downloader = Downloader.open(FetchOptions.standard().withFolder(folder));
    }

    @AfterEach
    void close() {
        downloader.close();
        site.close();
    }

    private boolean runs(String url, Map<String, String> digests) {
        var work = new DownloadWork(List.of(url), "a page", digests, downloader);
        try (var pool = CallerPool.open()) {
            return work.run(pool, 1);
        }
    }

    @Test
    void aDownloadIsRightIfItsDigestIs() {
        var url = site.uri(1).toString();

        assertThat(runs(url, Map.of(url, Site.digest(1, SIZE)))).isTrue();
        assertThat(runs(url, Map.of(url, Site.digest(2, SIZE)))).isFalse();
    }

    @Test
    void whereNoDigestIsKnownTheFirstDownloadGivesIt() {
        assertThat(runs(site.uri(1).toString(), Map.of())).isTrue();
    }

    @Test
    void aFailedDownloadNamesItsUrl() {
        var url = site.uri() + "nowhere";

        assertThatThrownBy(() -> runs(url, Map.of()))
                .isInstanceOf(JobFailedException.class)
                .cause()
                .hasMessage(url + ": HTTP 404 Not Found");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 10, 93, 1000, 12_345})
    void theExpectedNumberIsComputedInAnotherWayAndIsTheSame(int index) throws Exception {
        assertThat(FibonacciWork.byDoubling(index)).isEqualTo(Fibonacci.number(index));
    }

    @Test
    void aComparisonMeasuresEveryPlaceWithItsWorkers() {
        var work = new FibonacciWork(100, 4);

        var rows = new Comparison(1).measure(work);

        assertThat(rows).extracting(Measurement::place).containsExactly(Place.values());
        assertThat(rows).allMatch(Measurement::ok).allMatch(row -> row.seconds() > 0);
        assertThat(rows).allMatch(row -> row.workers() == work.jobsAtOnce(row.place()));
    }

    @Test
    void oneWrongRunMakesARowWrong() {
        var url = site.uri(1).toString();
        var work = new DownloadWork(List.of(url), "a page", Map.of(url, "another"), downloader);

        assertThat(new Comparison(3).measure(work)).noneMatch(Measurement::ok);
    }
}
