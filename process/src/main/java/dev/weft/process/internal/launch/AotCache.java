package dev.weft.process.internal.launch;

import dev.weft.internal.time.InternalThread;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The start-up cache of Weft's own classes (JEP 483 and 514), which saves a worker about half of its start.
 *
 * <p>Weft's only, because JDK 25 does not notice a changed jar and would run old classes: a cache is named after the contents of
 * Weft's jars, the JDK's build, and the flags. It was made with the same flags, and has been tried: a JVM that refuses its cache starts
 * slower than one without. Where a cache would not fit (Weft's classes in directories, in a jar of the application or in named modules; agents,
 * heaps of 32 GiB and more, flags that are not known to be harmless) there is none.
 *
 * <p>Whatever goes wrong means that there is no cache, and a line in the log at level debug. {@code -Dweft.aot=off} switches it off.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
final class AotCache implements AutoCloseable {
    // From here on pointers have another size, and no cache fits.
    private static final long LARGE_HEAP = 32L << 30;
    // Flags under which a worker can be tried out at any time, and a cache fits if it was made under the same ones.
    private static final List<String> HARMLESS = List.of(
            "--add-",
            "--enable-",
            "--illegal-",
            "--sun-misc-",
            "-ea",
            "-da",
            "-esa",
            "-dsa",
            "-Xm",
            "-Xss",
            "-XX:+Use",
            "-XX:-Use",
            "-XX:Max");
    private static final int SECONDS_TO_TRAIN = 60;

    private final CommandLine line;
    private final List<Path> jars;
    private final Guard guard;
    private final CacheFolder folder;
    private final String name;
    private final Path file;

    private volatile @Nullable Thread maker;
    private volatile @Nullable WorkerProcess trained;
    // Written under this; false -> true, never back.
    private volatile boolean closed;

    private AotCache(CommandLine line, List<Path> jars, Guard guard, CacheFolder folder) throws IOException {
        this.line = line;
        this.jars = jars;
        this.guard = guard;
        this.folder = folder;
        // Not by a format, here and below: a first one takes as long as half the start of a JVM, and this stands before
        // a worker's.
        this.name = "workers-" + sum(List.of(line.javaHome().resolve("release")))
                + "-" + sum(jars)
                + "-" + sum(String.join(" ", line.linkFlags()).getBytes(StandardCharsets.UTF_8));
        this.file = folder.path().resolve(name + CacheFolder.MADE);
    }

    /** Returns the cache for workers of this kind, whether it has been made or not; empty if there can be none. */
    static Optional<AotCache> of(CommandLine line, WeftHome weft, Guard guard, CacheFolder folder) {
        var jars = weft.ownJars();
        if (jars.isEmpty()
                || line.heapBytes() >= LARGE_HEAP
                || !line.linkFlags().stream().allMatch(AotCache::harmless)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AotCache(line, jars, guard, folder));
        } catch (IOException e) {
            tell("no start-up cache for workers: Weft's jars or the JDK's release file cannot be read", e);
            return Optional.empty();
        }
    }

    /** Returns the cache, or {@code null} if it has not been made. */
    @Nullable
    Path file() {
        if (!Files.isReadable(file)) {
            return null;
        }
        try {
            Files.setLastModifiedTime(file, FileTime.from(folder.now())); // caches out of use are removed one day
        } catch (IOException e) {
            tell("the start-up cache %s cannot be marked as used".formatted(file), e);
        }
        return file;
    }

    /** Makes the cache on a thread of its own, if it is missing, and if nobody is at it or has failed shortly before. */
    synchronized void make(Drill drill) {
        if (!closed && !Files.exists(file)) {
            var thread = new InternalThread(() -> makeNow(drill), "weft-aot");
            maker = thread;
            thread.start();
        }
    }

    /** Stops making the cache. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        stop(trained);
        var thread = maker;
        if (thread == null) {
            return;
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(1)); // it has only to tidy up
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void makeNow(Drill drill) {
        try {
            folder.prepare();
            var attempt = folder.path().resolve(name + CacheFolder.ATTEMPT);
            Files.createDirectory(attempt);
            try {
                var made = attempt.resolve("made");
                train(line.alone(jars, "-XX:AOTCacheOutput=" + made), drill);
                train(line.alone(jars, "-XX:AOTMode=on", "-XX:AOTCache=" + made), drill);
                Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
                FileTree.delete(attempt);
            } catch (IOException e) {
                FileTree.delete(attempt);
                if (!closed) {
                    Files.createDirectory(attempt); // for others to see that it is no use to try again at once
                    throw e;
                }
            }
        } catch (FileAlreadyExistsException e) {
            tell("another JVM is making the start-up cache, or has failed shortly before", e);
        } catch (IOException e) {
            tell("no start-up cache for workers: making %s failed".formatted(file), e);
        }
    }

    private void train(ProcessBuilder builder, Drill drill) throws IOException {
        var worker = WorkerProcess.start(builder.redirectError(ProcessBuilder.Redirect.DISCARD), 0, guard);
        trained = worker;
        if (closed) {
            worker.kill();
        }
        worker.exit().copy().orTimeout(SECONDS_TO_TRAIN, TimeUnit.SECONDS).exceptionally(_ -> {
            worker.kill();
            return null;
        });
        try {
            drill.run(worker.stdin(), worker.stdout());
            worker.stdout().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            worker.kill();
            throw e;
        }
        var code = worker.exit().join();
        if (code != 0) {
            throw new IOException("a worker on trial has failed: " + ExitStatus.describe(code));
        }
    }

    private static void stop(@Nullable WorkerProcess worker) {
        if (worker != null) {
            worker.kill();
        }
    }

    private static boolean harmless(String flag) {
        return CommandLine.OWN.contains(flag) || HARMLESS.stream().anyMatch(flag::startsWith);
    }

    private static String sum(List<Path> files) throws IOException {
        var sum = new CRC32();
        for (var path : files) {
            sum.update(Files.readAllBytes(path));
        }
        return hex(sum);
    }

    private static String sum(byte[] bytes) {
        var sum = new CRC32();
        sum.update(bytes);
        return hex(sum);
    }

    // Told apart are a handful of versions, not adversaries: the folder is the user's own. SHA-256 would cost a first
    // job 15 ms.
    private static String hex(CRC32 sum) {
        return HexFormat.of().toHexDigits(sum.getValue(), Integer.BYTES * 2);
    }

    private static void tell(String message, Exception cause) {
        System.getLogger("dev.weft").log(System.Logger.Level.DEBUG, message, cause);
    }
}
