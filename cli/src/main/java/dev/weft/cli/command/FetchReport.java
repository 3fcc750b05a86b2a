package dev.weft.cli.command;

import dev.weft.Future;
import dev.weft.cli.fetch.Download;
import dev.weft.cli.fetch.Words;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Prints downloads as they end, and on a terminal how far all have come. Any thread may call any method.
 */
final class FetchReport implements AutoCloseable {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    // Null where no person watches. All guarded by lock.
    private final @Nullable FetchBar bar;
    private long found;
    private long untold;
    private long saved;
    private long failures;
    private boolean interrupted;

    FetchReport(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.bar = Terminal.isWatched() && !json ? new FetchBar() : null;
    }

    /** Counts one more URL. */
    void found() {
        lock.lock();
        try {
            found++;
            if (bar != null) {
                bar.expect(found);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Reports {@code download} when it is done; {@code words} puts why it failed in words for the user. */
    void follow(String url, Future<Download> download, UnaryOperator<Throwable> words) {
        lock.lock();
        try {
            untold++;
        } finally {
            lock.unlock();
        }
        download.addDoneCallback(done -> {
            try {
                tell(url, done, words);
            } finally {
                countTold();
            }
        });
    }

    private void tell(String url, Future<Download> done, UnaryOperator<Throwable> words) {
        if (done.isCancelled()) {
            return; // by Ctrl-C: not done, which is no failure
        }
        var reason = done.exception();
        if (reason == null) {
            saved(done.result());
        } else {
            failed(url, words.apply(reason));
        }
    }

    private void countTold() {
        lock.lock();
        try {
            untold--;
            told.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all downloads that it follows are told. */
    void awaitTold() {
        lock.lock();
        try {
            while (untold > 0) {
                told.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Prints a file that is whole. */
    private void saved(Download download) {
        lock.lock();
        try {
            saved++;
            print(download);
            step();
        } finally {
            lock.unlock();
        }
    }

    /** Prints why a download has failed; after Ctrl-C, which may be the reason, it only counts as not done. */
    void failed(String url, Throwable reason) {
        lock.lock();
        try {
            if (!interrupted) {
                failures++;
                print(url, reason);
                step();
            }
        } finally {
            lock.unlock();
        }
    }

    private void step() {
        if (bar != null) {
            bar.stepTo(saved + failures);
        }
    }

    private void print(Download download) {
        long millis = download.took().toMillis();
        if (json) {
            var row = new LinkedHashMap<String, Object>();
            row.put("url", download.url());
            row.put("ok", true);
            row.put("path", download.path().toString());
            row.put("bytes", download.bytes());
            row.put("ms", millis);
            row.put("attempts", download.attempts());
            Rows.print(out, row);
            return;
        }
        clearBar();
        out.println(String.join(
                "\t",
                Words.oneLine(download.url()),
                Words.oneLine(download.path().toString()),
                Long.toString(download.bytes()),
                Long.toString(millis)));
        out.flush();
    }

    private void print(String url, Throwable reason) {
        var words = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        if (json) {
            var row = new LinkedHashMap<String, Object>();
            row.put("url", url);
            row.put("ok", false);
            row.put("error", words);
            Rows.print(out, row);
            return;
        }
        clearBar();
        err.println(Words.oneLine(url + ": " + words));
        err.flush();
    }

    private void clearBar() {
        if (bar != null) {
            bar.clear();
        }
    }

    /** Notes that Ctrl-C has been pressed. */
    void interrupt() {
        lock.lock();
        try {
            interrupted = true;
        } finally {
            lock.unlock();
        }
    }

    /** Says what was done before Ctrl-C. */
    void summarize() {
        lock.lock();
        try {
            clearBar();
            err.println("interrupted: %d downloaded, %d failed, %d not done; nothing half-written is left"
                    .formatted(saved, failures, found - saved - failures));
            err.flush();
        } finally {
            lock.unlock();
        }
    }

    long failures() {
        lock.lock();
        try {
            return failures;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
