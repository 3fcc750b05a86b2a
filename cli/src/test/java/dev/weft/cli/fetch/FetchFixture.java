package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the downloader share: a folder, options, and a clock that notes pauses instead of sleeping. */
abstract class FetchFixture {
    /** For tests whose subject is a wait that runs out, wherever the download is then. */
    static final Duration SHORT = Duration.ofMillis(150);

    /** The same, where the download must have come as far as the server lets it before. */
    static final Duration LONG_ENOUGH = Duration.ofSeconds(1);

    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    Path temporary;

    final List<Duration> pauses = new ArrayList<>();

    Path folder() {
        return temporary.resolve("downloads");
    }

    FetchOptions options() {
        return FetchOptions.standard().withFolder(folder());
    }

    Downloader downloader(FetchOptions options) {
        return new Downloader(options, new NotingTiming(), new Random(42));
    }

    Download fetch(FetchOptions options, String url) throws FetchException, InterruptedException {
        try (Downloader downloader = downloader(options)) {
            return downloader.fetch(url);
        }
    }

    Download fetch(String url) throws FetchException, InterruptedException {
        return fetch(options(), url);
    }

    /** Fetches what must fail and must leave nothing; returns the words. */
    String reason(FetchOptions options, String url) throws IOException {
        FetchException failure = catchThrowableOfType(FetchException.class, () -> fetch(options, url));
        assertThat(failure).as("failure of " + url).isNotNull();
        assertThat(files()).as("files left").isEmpty();
        return failure.getMessage();
    }

    String reason(String url) throws IOException {
        return reason(options(), url);
    }

    /** Returns the files in the download folder. */
    List<Path> files() throws IOException {
        if (Files.notExists(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.toList();
        }
    }

    /** Returns a whole answer. */
    static String page(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body);
    }

    /** Stands still, and notes pauses. */
    private final class NotingTiming implements Timing {
        @Override
        public Instant instant() {
            return NOW;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void sleep(Duration pause) {
            pauses.add(pause);
        }
    }
}
