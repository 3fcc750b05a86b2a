package dev.weft.process.internal.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts the workers of one pool, and sees to it that none outlives it.
 *
 * <p>Any thread may call any method.
 */
public final class Launcher implements AutoCloseable {
    private final LaunchSettings settings;
    private final PoolFolder folder;
    private final Guard guard;
    private final CommandLine line;
    private final ClassPathWatch classPath;
    // Null where there can be none.
    private final @Nullable AotCache cache;
    private final Set<WorkerProcess> running = ConcurrentHashMap.newKeySet();

    // false -> true, never back.
    private volatile boolean closed;

    private Launcher(LaunchSettings settings, PoolFolder folder, WeftHome weft, Class<?> main) {
        this.settings = settings;
        this.folder = folder;
        this.guard = Guard.open(settings.pool(), folder.path());
        var parent = ParentJvm.read();
        this.line = new CommandLine(settings, parent, weft, main, folder.path());
        // A class path that was given is another one on purpose.
        this.classPath =
                new ClassPathWatch(settings.classPath() == null ? parent.classPath() : "", parent.start(), this::warn);
        this.cache = "off".equals(System.getProperty("weft.aot"))
                ? null
                : AotCache.of(line, weft, guard, CacheFolder.ofUser()).orElse(null);
    }

    /**
     * Makes what workers need: a private folder, and a guard that ends them if this JVM dies.
     *
     * @param main what workers run; it is given the name of the pool and the number of the worker, for people to see
     * @throws IOException if the folder cannot be made
     * @throws IllegalStateException if workers would not find Weft's classes
     */
    public static Launcher open(LaunchSettings settings, Class<?> main) throws IOException {
        var weft = WeftHome.find(main);
        return new Launcher(settings, PoolFolder.open(), weft, main);
    }

    /** Has classes loaded that {@link #open} needs, which takes as long as half the start of a JVM: it is for another thread. */
    public static void prepare() {
        ParentJvm.read();
    }

    /** Returns the folder of the pool, for sockets with names of up to 30 bytes. */
    public Path folder() {
        return folder.path();
    }

    /**
     * Starts a worker.
     *
     * @throws IOException if there is no such program, or the system has no room for one more process
     * @throws IllegalStateException if this launcher is closed
     */
    public WorkerProcess start(int number) throws IOException {
        var worker = WorkerProcess.start(line.worker(number, cache == null ? null : cache.file()), number, guard);
        running.add(worker);
        worker.exit().thenRun(() -> running.remove(worker));
        if (closed) {
            worker.kill();
            throw new IllegalStateException("pool '%s' is closed and starts no worker".formatted(settings.pool()));
        }
        return worker;
    }

    /** Has a folder removed that this JVM would remove when it ends, if it dies before this launcher is closed. */
    public void orphan(Path leftBehind) {
        guard.orphan(leftBehind);
    }

    /** Warns if workers that start from now on find other classes than this JVM has; looking takes some milliseconds. */
    public void checkClassPath() {
        classPath.look();
    }

    private void warn(String message) {
        System.getLogger("dev.weft")
                .log(System.Logger.Level.WARNING, "pool '%s': %s".formatted(settings.pool(), message));
    }

    /**
     * Makes a start-up cache for the workers of pools to come, in the background, unless there is one or can be none.
     *
     * <p>It takes some seconds of one processor, once for every version of Weft and of the JDK; {@link #close} ends it.
     */
    public void makeCache(Drill drill) {
        if (cache != null) {
            cache.make(drill);
        }
    }

    /** Kills the workers that still run, with their children, and removes the folder. */
    @Override
    public void close() throws IOException {
        closed = true;
        if (cache != null) {
            cache.close();
        }
        running.forEach(WorkerProcess::kill);
        guard.close();
        folder.close();
    }
}
