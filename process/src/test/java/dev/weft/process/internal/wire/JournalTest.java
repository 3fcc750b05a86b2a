package dev.weft.process.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path folder;

    private Path path() {
        return Journal.of(3, folder.resolve("socket"));
    }

    private String rest(long received) throws IOException {
        return StandardCharsets.US_ASCII.decode(Journal.rest(path(), received)).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void whoeverHasReceivedSomeOfItReadsTheRest() throws Exception {
        var journal = Journal.create(path());
        journal.append(100, bytes("abc"));
        journal.append(100, bytes("de"));

        assertThat(rest(100)).isEqualTo("abcde");
        assertThat(rest(101)).isEqualTo("bcde");
        assertThat(rest(104)).isEqualTo("e");
        assertThat(rest(105)).isEmpty();
        assertThat(rest(1_000)).isEmpty();
    }

    @Test
    void whatComesBehindSomethingThatIsMissingIsNotRead() throws Exception {
        Journal.create(path()).append(100, bytes("abc"));

        assertThat(rest(99)).isEmpty();
    }

    @Test
    void whatWasSentIsNotReadAgain() throws Exception {
        var journal = Journal.create(path());
        journal.append(100, bytes("abcdef"));
        journal.clear();
        assertThat(rest(100)).isEmpty();

        journal.append(106, bytes("gh"));

        assertThat(rest(106)).isEqualTo("gh");
        assertThat(rest(100)).isEmpty();
    }

    @Test
    void aFullOneTakesNoMoreAndLosesNothing() throws Exception {
        var journal = Journal.create(path());
        assertThat(journal.append(0, new byte[70_000])).isFalse();
        journal.append(0, new byte[65_000]);

        assertThat(journal.append(0, new byte[1_000])).isFalse();

        assertThat(rest(0)).hasSize(65_000);
        assertThat(journal.append(0, bytes("abc"))).isTrue();
        assertThat(rest(65_000)).isEqualTo("abc");
    }

    @Test
    void nothingIsReadWhereNoneWasMade() throws Exception {
        assertThat(rest(0)).isEmpty();

        Files.write(path(), new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 'a'}); // killed while it was being made

        assertThat(rest(0)).isEmpty();
    }

    @Test
    void whatIsNoJournalIsRefused() throws Exception {
        Files.write(path(), new byte[64 << 10]);
        try (var channel = Files.newByteChannel(path(), java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(8).write(ByteBuffer.allocate(4).putInt(0, 70_000));
        }

        assertThatThrownBy(() -> rest(0))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("a journal cannot hold 70000 bytes");
    }

    @Test
    void aFileThatIsThereIsNotOverwritten() throws Exception {
        Files.writeString(path(), "something else");

        assertThatThrownBy(() -> Journal.create(path())).isInstanceOf(FileAlreadyExistsException.class);
    }
}
