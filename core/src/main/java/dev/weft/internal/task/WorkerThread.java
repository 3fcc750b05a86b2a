package dev.weft.internal.task;

/** A platform daemon thread of a thread pool; it carries its strand, so that no thread-local is looked up for each job. */
public final class WorkerThread extends Thread {
    private final Strand strand = new Strand(this);

    public WorkerThread(Runnable work, String name) {
        super(null, work, name, 0, true);
        setDaemon(true);
    }

    public Strand strand() {
        return strand;
    }
}
