package dev.weft.testkit;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Says that something has happened, from one JVM to another: a job sets it and the test awaits it, or the other way round. It
 * counts how often it was set.
 *
 * <p>It is a file that grows by a byte each time it is set, in a folder that only this user can enter and that goes with the
 * JVM that made it. Threads of the JVM that sets it are woken at once; those of others look at the file every few milliseconds.
 *
 * <p>Any thread of any JVM on this machine may call any method.
 */
public final class Signal implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** How long the test kit waits for what should come soon; more means that it never comes, and is an {@link AssertionError}. */
    public static final Duration SAFETY_LIMIT = Duration.ofSeconds(60);

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Condition CHANGED = LOCK.newCondition();
    // Guarded by LOCK: how often any signal was set by this JVM.
    private static long changes;

    private final String file;

    private Signal(String file) {
        this.file = file;
    }

    /** Returns a new signal that has not been set. */
    public static Signal create() {
        return new Signal(Folder.newFile());
    }

    /** Sets it, or sets it once more; an interrupt does not keep it from that. */
    public void set() {
        // A FileChannel would refuse an interrupted thread.
        try (var out = new FileOutputStream(file, true)) {
            out.write(1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set " + this, e);
        }
        LOCK.lock();
        try {
            changes++;
            CHANGED.signalAll();
        } finally {
            LOCK.unlock();
        }
    }

    /** Tells whether it has been set. */
    public boolean isSet() {
        return count() > 0;
    }

    /** Returns how often it has been set. */
    public int count() {
        return (int) new File(file).length();
    }

    /**
     * Waits until it has been set.
     *
     * @throws AssertionError if it is not within {@link #SAFETY_LIMIT}
     * @throws InterruptedException if interrupted before or while waiting
     */
    public void await() throws InterruptedException {
        awaitCount(1);
    }

    /**
     * Waits until it has been set {@code times} times.
     *
     * @throws AssertionError if it is not within {@link #SAFETY_LIMIT}
     * @throws InterruptedException if interrupted before or while waiting
     */
    public void awaitCount(int times) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before waiting for " + this);
        }
        long start = System.nanoTime();
        while (true) {
            long seen = changes();
            if (count() >= times) {
                return;
            }
            if (System.nanoTime() - start > SAFETY_LIMIT.toNanos()) {
                throw new AssertionError("%s was to be set %d times within %s".formatted(this, times, SAFETY_LIMIT));
            }
            awaitChangeAfter(seen);
        }
    }

    /**
     * Waits until it has been set; interrupts do not end the wait and are kept.
     *
     * @throws AssertionError if it is not within {@link #SAFETY_LIMIT} of the last interrupt
     */
    public void awaitUninterruptibly() {
        boolean interrupted = false;
        while (!isSet()) {
            try {
                await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static long changes() {
        LOCK.lock();
        try {
            return changes;
        } finally {
            LOCK.unlock();
        }
    }

    /** Waits until this JVM has set a signal since {@code seen}, or it is time to look whether another one has. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops, and looks at the file each time
    private static void awaitChangeAfter(long seen) throws InterruptedException {
        LOCK.lockInterruptibly();
        try {
            if (changes == seen) {
                CHANGED.awaitNanos(LOOK_AGAIN_NANOS);
            }
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public String toString() {
        return "signal %s, set %d times so far,".formatted(new File(file).getName(), count());
    }

    /** Where the signals that this JVM makes live; made with the first one. */
    private static final class Folder {
        private static final Path PATH = make();
        private static final AtomicLong FILES = new AtomicLong();

        static String newFile() {
            return PATH.resolve(Long.toString(FILES.incrementAndGet())).toString();
        }

        private static Path make() {
            try {
                var path = Files.createTempDirectory("weft-signals-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(path.toFile()), "weft-signals"));
                return path;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make a folder for signals", e);
            }
        }

        private static void remove(File folder) {
            var files = folder.listFiles();
            if (files != null) {
                for (var each : files) {
                    each.delete();
                }
            }
            folder.delete();
        }
    }
}
