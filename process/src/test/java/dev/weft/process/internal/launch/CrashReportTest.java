package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {
    private static final String SIGNAL = """
            #
            # A fatal error has been detected by the Java Runtime Environment:
            #
            #  SIGSEGV (0xb) at pc=0x00007f2a5c1e0b52, pid=4711, tid=4712
            #
            # JRE version: OpenJDK Runtime Environment (25.0.3) (build 25.0.3+9)
            # Problematic frame:
            # V  [libjvm.so+0xf2ab52]  Unsafe_PutLong+0x142
            #
            # No core dump will be written.
            #

            ---------------  S U M M A R Y ------------
            """;
    private static final String NO_MEMORY = """
            #
            # There is insufficient memory for the Java Runtime Environment to continue.
            # Native memory allocation (mmap) failed to map 262144 bytes. Error detail: committing reserved memory.
            # Possible reasons:
            #   The system is out of physical RAM or swap space
            # This output file may be truncated or incomplete.
            #
            """;

    @TempDir
    Path temporary;

    private Path folder;
    private Path target;

    @BeforeEach
    void folders() throws IOException {
        folder = Files.createDirectory(temporary.resolve("pool"));
        target = Files.createDirectory(temporary.resolve("working-directory"));
    }

    @Test
    void aProcessThatDidNotCrashHasNone() {
        assertThat(CrashReport.find(folder, 4711)).isEmpty();
    }

    @Test
    void theReasonIsTheSignalAndWhereItHappened() throws Exception {
        assertThat(report(SIGNAL).reason())
                .isEqualTo("SIGSEGV (0xb) at pc=0x00007f2a5c1e0b52, pid=4711, tid=4712;"
                        + " V  [libjvm.so+0xf2ab52]  Unsafe_PutLong+0x142");
    }

    @Test
    void theReasonIsTheMemoryThatWasMissing() throws Exception {
        assertThat(report(NO_MEMORY).reason())
                .isEqualTo("Native memory allocation (mmap) failed to map 262144 bytes."
                        + " Error detail: committing reserved memory.");
    }

    @Test
    void aReportCutOffAnywhereIsStillAReport() throws Exception {
        for (var length = 0; length < SIGNAL.length(); length++) {
            assertThat(report(SIGNAL.substring(0, length)).reason()).isNotBlank();
        }
    }

    @Test
    void itOutlivesThePoolsFolder() throws Exception {
        var report = report(SIGNAL);

        assertThat(report.file())
                .isEqualTo(target.resolve("hs_err_pid4711.log"))
                .hasContent(SIGNAL);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void itGoesToTheNextPlaceIfTheFirstDoesNotTakeIt() throws Exception {
        write(SIGNAL);

        var report = CrashReport.find(folder, 4711, List.of(temporary.resolve("missing"), target))
                .orElseThrow();

        assertThat(report.file()).isEqualTo(target.resolve("hs_err_pid4711.log"));
    }

    @Test
    void itStaysWhereItIsIfNoPlaceTakesIt() throws Exception {
        write(SIGNAL);

        var report = CrashReport.find(folder, 4711, List.of(temporary.resolve("missing")))
                .orElseThrow();

        assertThat(report.file()).isEqualTo(folder.resolve("hs_err_pid4711.log"));
    }

    private CrashReport report(String content) throws IOException {
        write(content);
        return CrashReport.find(folder, 4711, List.of(target)).orElseThrow();
    }

    private void write(String content) throws IOException {
        Files.writeString(folder.resolve("hs_err_pid4711.log"), content);
    }
}
