package dev.weft.bench.http;

import dev.weft.bench.Python;
import dev.weft.bench.Rig;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Python's event loops, and what runs on them.
 *
 * @param python {@code null} where there is none
 */
record Pythons(@Nullable Python python, boolean aiohttp, boolean uvloop) {
    static final String ASYNCIO = "asyncio";
    static final String UVLOOP = "uvloop";

    /** Returns the first Python that has aiohttp, of those that systems have. */
    static String interpreter() {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(Pythons::hasAiohttp)
                .findFirst()
                .orElse("python3");
    }

    private static boolean hasAiohttp(String interpreter) {
        try {
            var process = new ProcessBuilder(interpreter, "-c", "import aiohttp")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException _) {
            return false; // the program was not found
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Pythons of(Rig rig) {
        var python = rig.python();
        if (python == null) {
            return new Pythons(null, false, false);
        }
        var pythons = new Pythons(python, has(python, "aiohttp"), has(python, UVLOOP));
        if (!pythons.aiohttp) {
            rig.note("no aiohttp found: its rows are left out");
        }
        if (!pythons.uvloop) {
            rig.note("no uvloop found: its rows are left out");
        }
        return pythons;
    }

    private static boolean has(Python python, String module) {
        return python.measure("has_" + module)[0] > 0;
    }

    /** Returns aiohttp on a loop, as a process that runs our script with {@code arguments}; none where it is missing. */
    List<Contender> aiohttp(String loop, Cores cores, String... arguments) {
        return aiohttp ? contenders("aiohttp", loop, cores, arguments) : List.of();
    }

    /** Returns Python's own streams on a loop, likewise. */
    List<Contender> streams(String loop, Cores cores, String... arguments) {
        return contenders("streams", loop, cores, arguments);
    }

    private List<Contender> contenders(String what, String loop, Cores cores, String... arguments) {
        if (python == null || (loop.equals(UVLOOP) && !uvloop)) {
            return List.of();
        }
        var words = Stream.concat(
                Stream.of(arguments[0], loop), Stream.of(arguments).skip(1));
        return List.of(Contender.measured(
                "%s, %s".formatted(what, loop), cores, python.command(words.toArray(String[]::new))));
    }
}
