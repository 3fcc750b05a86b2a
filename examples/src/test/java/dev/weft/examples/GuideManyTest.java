package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.Pool;
import dev.weft.ReturnWhen;
import dev.weft.Settled;
import dev.weft.ThreadPool;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The code of the guide's chapter on many jobs at once. */
class GuideManyTest {
    @AutoClose
    private final Pool pool = ThreadPool.open();

    private final List<String> urls = List.of("news", "sports", "missing");

    @Test
    void mapTakesEndlessInput() throws Exception {
        var printed = Printed.by(() -> {
            try (var squares = pool.map(n -> n * n, Stream.iterate(1, n -> n + 1))) {
                IO.println(squares.stream().limit(5).toList()); // [1, 4, 9, 16, 25]
            }
        });

        assertThat(printed).containsExactly("[1, 4, 9, 16, 25]");
    }

    @Test
    void mapHasAWindowAndChunks() {
        var words = List.of("warp", "and", "weft");

        int letters = 0;
        try (var lengths = pool.map(String::length, words).window(8).chunk(100)) {
            for (int length : lengths) {
                letters += length;
            }
        }

        assertThat(letters).isEqualTo(11);
    }

    @Test
    void asCompletedGivesFailuresAsFutures() throws Exception {
        var printed = Printed.by(() -> {
            try (var downloads = pool.asCompleted(url -> download(url), urls)) {
                for (Future<String> download : downloads) {
                    IO.println(download.exception() == null ? download.result() : download.exception());
                }
            }
        });

        assertThat(printed)
                .containsExactlyInAnyOrder(
                        "page news", "page sports", "java.lang.IllegalStateException: there is no page missing");
    }

    @Test
    void awaitTellsWhatIsDoneAndWhatNot() {
        var downloads =
                urls.stream().map(url -> pool.submit(() -> download(url))).toList();

        Settled<String> settled = Futures.await(downloads, ReturnWhen.FIRST_EXCEPTION, Duration.ofSeconds(10));
        settled.notDone().forEach(download -> download.cancel());

        assertThat(settled.done()).contains(downloads.getLast());
        assertThat(downloads.getLast().exception()).hasMessage("there is no page missing");
    }

    @Test
    void gatherMakesOneFutureOfMany() {
        var news = pool.submit(() -> download("news"));
        var sports = pool.submit(() -> download("sports"));

        Future<List<String>> both = Futures.gather(List.of(news, sports));
        List<String> pages = both.result();

        assertThat(pages).containsExactly("page news", "page sports");
    }

    private static String download(String url) {
        if (url.equals("missing")) {
            throw new IllegalStateException("there is no page " + url);
        }
        return "page " + url;
    }
}
