package dev.weft.process.internal.worker;

import dev.weft.process.internal.wire.Frame;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A worker JVM: connects to its parent, and runs the jobs that it is sent on the main thread, one after the other.
 *
 * <p>Standard input begins with the socket and the secret, a line each; standard output and error are the jobs' own.
 */
public final class WorkerMain {
    // What an exit by us is told from others by.
    static final int LOST_PARENT = 113;
    static final int OUT_OF_MEMORY = 3;

    private WorkerMain() {}

    /**
     * Runs a worker until its parent has no more jobs for it, or is gone.
     *
     * @param args the name of the pool and the number of the worker, which {@code jps} and {@code ps} show
     */
    public static void main(String[] args) throws IOException {
        Thread.setDefaultUncaughtExceptionHandler(WorkerMain::uncaught);
        var pool = args[0];
        int number = Integer.parseInt(args[1]);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var socket = Path.of(in.readLine());
        var secret = HexFormat.of().parseHex(in.readLine());
        System.setIn(InputStream.nullInputStream());
        var jobs = Line.connect(socket, new Frame.Hello(secret, number, false));
        var control = Line.connect(socket, new Frame.Hello(secret, number, true));
        var inbox = new Inbox();
        var watcher = Watcher.start(control, jobs, inbox);
        new JobLoop(pool, jobs, watcher, inbox).run();
        // Not by returning: a job's threads that are left must not keep the worker.
        System.exit(0);
    }

    /** Ends the worker when one of its threads has no memory left; what else a thread throws is its own affair. */
    private static void uncaught(Thread thread, Throwable thrown) {
        System.err.printf("Exception in thread \"%s\" ", thread.getName());
        thrown.printStackTrace();
        if (thrown instanceof OutOfMemoryError || thread.getName().equals("main")) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        }
    }
}
