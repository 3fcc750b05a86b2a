package dev.weft.testkit;

import dev.weft.Future;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pool that copies jobs, values and failures as one in another JVM would: it shows that the contract's jobs can be sent. */
final class CopyingPool implements Pool {
    private final ThreadPool threads;

    CopyingPool(int places) {
        threads = ThreadPool.open(places);
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(JobOptions options, Callable<? extends T> job) {
        var sent = copyOf(job);
        var named = options.name() != null
                ? options
                : options.withName(job.getClass().getName());
        return threads.submit(named, () -> callAndSendBack(sent));
    }

    private static <T extends @Nullable Object> T callAndSendBack(Callable<? extends T> job) throws Exception {
        try {
            return copyOf(job.call());
        } catch (Exception e) {
            throw copyOf(e);
        } catch (Error e) {
            throw copyOf(e);
        }
    }

    @SuppressWarnings("unchecked") // a copy has the type of its original
    private static <T extends @Nullable Object> T copyOf(T original) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        } catch (IOException e) {
            throw new AssertionError("this cannot be sent: " + original, e);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError("this cannot be received: " + original, e);
        }
    }

    @Override
    public String name() {
        return threads.name();
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
