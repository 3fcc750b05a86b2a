package dev.weft.process.internal.worker;

import dev.weft.process.internal.wire.Frame;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * A worker JVM: connects to its parent, and runs the jobs that it is sent on the main thread, one after the other.
 *
 * <p>Standard input tells where to call, and may bring the first job; its answer goes by standard output. After that, standard
 * output is the jobs' own, as standard error is from the beginning.
 */
public final class WorkerMain {
    // What an exit by us is told from others by.
    private static final int LOST_PARENT = 113;
    private static final int OUT_OF_MEMORY = 3;

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
        var opening = Opening.read(System.in);
        if (opening == null) {
            endOrphaned();
            return;
        }
        System.setIn(InputStream.nullInputStream());
        var output = new StandardOutput(opening.welcome().secret(), new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(new BufferedOutputStream(output), true, System.out.charset()));
        var inbox = new Inbox();
        var watcher = Watcher.start(opening.welcome(), number, inbox, WorkerMain::endOrphaned);
        new JobLoop(pool, isFiltered(opening.welcome()), output, watcher, inbox).run(opening.first());
        watcher.jvmEnds();
        // Not by returning: a job's threads that are left must not keep the worker.
        System.exit(0);
    }

    // Not exit(): nobody is left to wait for what shutdown hooks do, and they may hang.
    private static void endOrphaned() {
        Runtime.getRuntime().halt(LOST_PARENT);
    }

    private static boolean isFiltered(Frame.Welcome welcome) {
        return welcome.filtered()
                || System.getProperty("jdk.serialFilter") != null
                || System.getProperty("java.security.properties") != null;
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
