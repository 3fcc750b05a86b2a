package dev.weft.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {
    @TempDir
    private Path folder;

    @Test
    void mainDownloadsOneThenAllThenAllOnThreads() throws Exception {
        try (var server = PageServer.open()) {
            var urls = urls(server);
            var args = Stream.concat(Stream.of(folder.toString()), urls.stream().map(URI::toString));

            var lines = Printed.by(() -> Downloads.main(args.toArray(String[]::new)));

            var downloads = urls.stream().map(this::shown).toList();
            assertThat(lines).hasSize(9);
            assertThat(lines.getFirst()).isEqualTo(downloads.getFirst());
            assertThat(lines.subList(1, 4)).isEqualTo(downloads);
            assertThat(lines.get(4)).startsWith("getSequential: ");
            assertThat(lines.subList(5, 8)).containsExactlyInAnyOrderElementsOf(downloads);
            assertThat(lines.get(8)).startsWith("getMultiThread: ");
            assertThat(folder.resolve(md5(urls.get(1)))).hasContent("page facebook");
        }
    }

    @Test
    void onThreadsTheThreeAreUnderWayAtTheSameTime() throws Exception {
        try (var server = PageServer.open(3);
                var downloads = new Downloads(folder, urls(server))) {

            assertThat(Printed.by(downloads::getMultiThread)).hasSize(3);
        }
    }

    @Test
    void anErrorOfTheServerIsAFailureAndSavesNothing() throws Exception {
        try (var server = PageServer.open();
                var downloads = new Downloads(folder, List.of())) {
            var url = server.uri("missing");

            assertThatThrownBy(() -> downloads.download(url))
                    .isInstanceOf(IOException.class)
                    .hasMessage(url + " answered with status 404");

            assertThat(folder).isEmptyDirectory();
        }
    }

    private static List<URI> urls(PageServer server) {
        return Stream.of("twitter", "facebook", "instagram").map(server::uri).toList();
    }

    private String shown(URI url) {
        return "Download[url=%s, path=%s]".formatted(url, folder.resolve(md5(url)));
    }

    private static String md5(URI url) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(url.toString().getBytes(UTF_8));
            return "%032x".formatted(new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
