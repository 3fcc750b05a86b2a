package dev.weft.process.internal.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a JVM that crashed has written down ({@code hs_err_pidN.log}).
 *
 * <p>Only this file proves a crash: the exit code may be 1, 134 or that of a signal.
 *
 * @param file where the report is now
 * @param reason its first lines that say why, such as
 *     {@code "SIGSEGV (0xb) at pc=0x00007f2a, pid=4711, tid=4712; V  [libjvm.so+0xf2] Unsafe_PutLong"}
 */
public record CrashReport(Path file, String reason) {
    private static final String PROBLEMATIC_FRAME = "Problematic frame:";
    // The head of a report is some 20 lines; the rest goes on for a thousand.
    private static final int HEAD_LINES = 40;

    /**
     * Looks for the report of a worker that has ended, and moves it out of the pool's folder, which will be removed.
     *
     * <p>It goes where java itself would have put it: into the working directory or, where that cannot be written to, into
     * {@code java.io.tmpdir}. It stays in the folder if neither takes it.
     */
    public static Optional<CrashReport> find(Path folder, long pid) {
        return find(folder, pid, List.of(Path.of(""), Path.of(System.getProperty("java.io.tmpdir"))));
    }

    static Optional<CrashReport> find(Path folder, long pid, List<Path> targets) {
        var file = folder.resolve("hs_err_pid" + pid + ".log");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var reason = reason(file);
        return Optional.of(new CrashReport(moved(file, targets).toAbsolutePath(), reason));
    }

    /** Returns what {@code -XX:ErrorFile} is to be for the reports to be found. */
    static String pattern(Path folder) {
        return folder.resolve("hs_err_pid%p.log").toString();
    }

    private static Path moved(Path file, List<Path> targets) {
        for (var target : targets) {
            try {
                return Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException _) {
                // The next one may take it; where it is, is part of the result.
            }
        }
        return file;
    }

    /*
     * # A fatal error has been detected by the Java Runtime Environment:
     * #
     * #  SIGSEGV (0xb) at pc=0x00007f2a5c1e0b52, pid=4711, tid=4712      <- all up to "JRE version"
     * #
     * # JRE version: …
     * # Problematic frame:
     * # V  [libjvm.so+0xf2ab52]  Unsafe_PutLong+0x142                      <- and this
     */
    private static String reason(Path file) {
        var words = new ArrayList<String>();
        var lines = head(file).stream().map(CrashReport::text).toList();
        lines.stream()
                .skip(1)
                .takeWhile(line -> !line.startsWith("JRE version") && !line.startsWith("Possible reasons"))
                .forEach(words::add);
        var frame = lines.indexOf(PROBLEMATIC_FRAME) + 1;
        if (frame > 0 && frame < lines.size()) {
            words.add(lines.get(frame));
        }
        return words.isEmpty() ? "it does not say why" : String.join("; ", words);
    }

    private static List<String> head(Path file) {
        // Bytes of any encoding may be in it, Latin-1 reads them all.
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.limit(HEAD_LINES)
                    .takeWhile(line -> line.startsWith("#"))
                    .filter(line -> !text(line).isEmpty())
                    .toList();
        } catch (IOException _) {
            return List.of(); // the file is there, and that is what proves the crash
        }
    }

    private static String text(String line) {
        return line.substring(1).strip();
    }
}
