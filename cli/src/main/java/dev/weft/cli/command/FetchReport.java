package dev.weft.cli.command;

import dev.weft.cli.fetch.Download;
import dev.weft.cli.fetch.Words;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Prints downloads as they end, and on a terminal how far all have come. Any thread may call any method.
 */
final class FetchReport implements AutoCloseable {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    private final ReentrantLock lock = new ReentrantLock();
    // Null where no person watches. All guarded by lock.
    private final @Nullable ProgressBar bar;
    private long found;
    private long saved;
    private long failures;
    private boolean interrupted;

    FetchReport(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.bar = Terminal.isWatched() && !json ? openBar() : null;
    }

    private static ProgressBar openBar() {
        return new ProgressBarBuilder()
                .setTaskName("fetch")
                .setInitialMax(0)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    /** Counts one more URL. */
    void found() {
        lock.lock();
        try {
            found++;
            if (bar != null) {
                bar.maxHint(found);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Prints a file that is whole. */
    void saved(Download download) {
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
            bar.step();
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
            System.err.print("\r\033[K");
            System.err.flush();
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
