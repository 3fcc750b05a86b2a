package dev.weft.http;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.testkit.Observed;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs that others wrote, which tests talk to where they are installed. */
public final class Programs {
    private Programs() {}

    /** What a program that ended said. */
    public record Ended(int status, String output, String errors) {
        /** Returns the output of one that went well. */
        public String outputIfWell() {
            if (status != 0) {
                throw new AssertionError("status %d: %s%s".formatted(status, output, errors));
            }
            return output;
        }
    }

    /** Returns where {@code name} is; without it the test is skipped. */
    public static String installed(String name) {
        var found = candidates(name).findFirst();
        assumeTrue(found.isPresent(), name + " is not installed");
        return found.orElseThrow().toString();
    }

    /** Returns the first python3 that has {@code module}; without one the test is skipped. */
    public static String pythonWith(String module) throws Exception {
        for (var python : candidates("python3").toList()) {
            if (goesWell(python.toString(), "-c", "import " + module)) {
                return python.toString();
            }
        }
        assumeTrue(false, "no python3 here has " + module);
        throw new AssertionError("not reached");
    }

    /**
     * Returns the command that runs a script of Node's which may use {@code module}, such as "ws@8", which npm installs below {@code
     * target} once; where that cannot be the test is skipped.
     */
    public static List<String> nodeWith(String module) throws Exception {
        var node = installed("node");
        var npm = installed("npm");
        var home = Path.of("target", "npm", module).toAbsolutePath();
        var modules = home.resolve("node_modules");
        if (!Files.isDirectory(modules)) {
            Files.createDirectories(home);
            assumeTrue(
                    goesWell(
                            npm,
                            "install",
                            "--no-audit",
                            "--no-fund",
                            "--ignore-scripts",
                            "--prefix",
                            "" + home,
                            module),
                    "npm cannot install " + module);
        }
        return List.of("env", "NODE_PATH=" + modules, node);
    }

    private static boolean goesWell(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static Stream<Path> candidates(String name) {
        var folders = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(folders.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }

    /** Runs a command to its end; its output goes over files in {@code folder}. */
    static Ended run(Path folder, String... command) throws Exception {
        return run(folder, List.of(command));
    }

    /** As {@link #run(Path, String...)}. */
    public static Ended run(Path folder, List<String> command) throws Exception {
        var output = folder.resolve("output");
        var errors = folder.resolve("errors");
        var started = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        started.getOutputStream().close();
        try {
            return new Ended(started.waitFor(), Files.readString(output), Files.readString(errors));
        } finally {
            started.destroyForcibly();
        }
    }

    /** Ends a program, and waits until it has. */
    public static void end(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Returns a port that is free now, for a program that cannot take any and say which. */
    static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Waits until {@code server} listens; fails when it ends instead, with what is in {@code log}. */
    static void awaitListening(Process server, int port, Path log) throws IOException {
        Observed.until("%s to listen".formatted(server.info()), () -> {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return true;
            } catch (IOException e) {
                if (!server.isAlive()) {
                    throw new IOException("%s ended: %s".formatted(server.info(), Files.readString(log)), e);
                }
                return false;
            }
        });
    }
}
