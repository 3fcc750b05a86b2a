package dev.weft.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.internal.watch.InspectionWire;
import dev.weft.internal.watch.JvmSnapshot;
import dev.weft.internal.watch.PoolSnapshot;
import dev.weft.internal.watch.PoolSnapshot.JobSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InspectionWireTest {
    private static final JvmSnapshot SNAPSHOT = new JvmSnapshot(
            List.of(
                    new PoolSnapshot("empty", "threads", "shut down", 4, 0, 7, List.of()),
                    new PoolSnapshot(
                            "loop \u00fc\u20ac\ud83d\ude00",
                            "loop",
                            "open",
                            0,
                            3,
                            0,
                            List.of(
                                    new JobSnapshot(
                                            1,
                                            "a",
                                            "t",
                                            "waiting",
                                            "Main.main(Main.java:1)",
                                            "job 'b'",
                                            List.of(2L, Long.MAX_VALUE),
                                            List.of("x.Y.z(Y.java:1)", "x.Y.w(Y.java:2)")),
                                    new JobSnapshot(2, "", "", "ready", null, null, List.of(), List.of())))),
            List.of("a note"));

    private static byte[] written(JvmSnapshot snapshot) throws IOException {
        var bytes = new ByteArrayOutputStream();
        InspectionWire.write(new DataOutputStream(bytes), snapshot);
        return bytes.toByteArray();
    }

    private static JvmSnapshot read(byte[] bytes) throws IOException {
        return InspectionWire.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        assertThat(read(written(SNAPSHOT))).isEqualTo(SNAPSHOT);
    }

    @Test
    void anAnswerThatIsCutAnywhereIsAnEarlyEnd() throws IOException {
        var whole = written(SNAPSHOT);

        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("cut after %d bytes", length).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aTextThatTheFormatCannotTakeIsCut() throws IOException {
        var pool = new PoolSnapshot("\u20ac".repeat(70_000), "loop", "open", 0, 0, 0, List.of());

        var name = read(written(new JvmSnapshot(List.of(pool), List.of())))
                .pools()
                .getFirst()
                .name();

        assertThat(name).isEqualTo("\u20ac".repeat(20_000));
    }

    @Test
    void theVersionBeforeIsRefusedInWords() {
        assertThatThrownBy(() -> read(new byte[] {0, 0, 0, 1, 0, 0, 0, 0}))
                .hasMessage("the JVM speaks inspection version 1, this command 2: use the same release of Weft");
    }
}
