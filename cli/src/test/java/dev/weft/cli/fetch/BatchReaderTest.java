package dev.weft.cli.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchReaderTest {
    @TempDir
    Path folder;

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Test
    void eachLineIsAUrlButForEmptyOnesAndComments() {
        String text = "\uFEFFhttp://a/\r\n\n  # comment\n\thttp://b/#part  \n#http://c/\nno URL at all\nhttp://서울/";

        assertThat(BatchReader.urls(in(text)))
                .containsExactly("http://a/", "http://b/#part", "no URL at all", "http://서울/");
    }

    @Test
    void aUrlIsListedOnceWhereItCameFirst() {
        assertThat(BatchReader.urls(in("http://b/\nhttp://a/\nhttp://b/ \nhttp://B/\n")))
                .containsExactly("http://b/", "http://a/", "http://B/");
    }

    @Test
    void bytesThatAreNoTextCostOnlyTheirLine() {
        InputStream in = new ByteArrayInputStream(new byte[] {'x', (byte) 0xFF, '\n', 'y'});

        assertThat(BatchReader.urls(in)).containsExactly("x\uFFFD", "y");
    }

    @Test
    void linesAreHandedOutAsTheyCome() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out)) {
            Iterator<String> urls = BatchReader.urls(in).iterator();

            out.write("http://a/\n".getBytes(UTF_8));
            out.flush();

            assertThat(urls.next()).isEqualTo("http://a/"); // would wait for ever if it needed the end
        }
    }

    @Test
    void aFileIsReadAndClosed() throws IOException {
        Path file = Files.writeString(folder.resolve("urls"), "http://a/\n");
        AtomicBoolean closed = new AtomicBoolean();

        try (var urls = BatchReader.open(file.toString(), InputStream.nullInputStream())) {
            assertThat(urls.onClose(() -> closed.set(true))).containsExactly("http://a/");
        }

        assertThat(closed).isTrue();
    }

    @Test
    void aDashIsTheStandardInput() {
        assertThat(BatchReader.open("-", in("http://a/"))).containsExactly("http://a/");
    }

    @Test
    void whatCannotBeReadIsRefusedInWords() {
        String missing = folder.resolve("missing").toString();

        assertThatThrownBy(() -> BatchReader.open(missing, InputStream.nullInputStream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-i %s cannot be read: no such file or folder: %s".formatted(missing, missing));
        assertThatThrownBy(() -> BatchReader.open(folder.toString(), InputStream.nullInputStream()))
                .hasMessage("-i %s cannot be read: it is a folder".formatted(folder));
    }
}
