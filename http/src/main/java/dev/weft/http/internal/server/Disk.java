package dev.weft.http.internal.server;

import dev.weft.JobFailedException;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * Where files are looked up and opened: on a few threads of its own, since the operating system has no other way that would not hold
 * an event loop. Opened with the first file, for as long as the JVM runs; its threads are daemons.
 */
final class Disk {
    private static final int THREADS = 4;

    private static final class Holder {
        static final Pool POOL =
                ThreadPool.builder().threads(THREADS).name("http-files").open();
    }

    private Disk() {}

    /**
     * Returns what {@code job} returns; the caller waits, and its event loop does not.
     *
     * @throws IOException what the job threw; what is unchecked is thrown as it is, too
     */
    static <T> T call(Callable<T> job) throws IOException {
        try {
            return Holder.POOL.submit(job).result();
        } catch (JobFailedException e) {
            switch (e.getCause()) {
                case IOException thrown -> throw thrown;
                case RuntimeException thrown -> throw thrown;
                case null, default -> throw e;
            }
        }
    }
}
