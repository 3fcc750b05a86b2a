package dev.weft.internal.watch;

import dev.weft.internal.watch.PoolSnapshot.JobSnapshot;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What goes over the inspection socket: a version, then the pools, in the JDK's data format. */
public final class InspectionWire {
    private static final int VERSION = 1;
    // A job's name is the user's; the format takes 65,535 bytes, at most 3 for a character.
    private static final int MOST_CHARS = 20_000;

    private InspectionWire() {}

    static void write(DataOutputStream out, List<PoolSnapshot> pools) throws IOException {
        out.writeInt(VERSION);
        out.writeInt(pools.size());
        for (var pool : pools) {
            writeText(out, pool.name());
            writeText(out, pool.kind());
            writeText(out, pool.state());
            out.writeInt(pool.threads());
            out.writeInt(pool.running());
            out.writeInt(pool.waiting());
            out.writeInt(pool.jobs().size());
            for (var job : pool.jobs()) {
                write(out, job);
            }
        }
        out.flush();
    }

    private static void write(DataOutputStream out, JobSnapshot job) throws IOException {
        writeText(out, job.name());
        writeText(out, job.thread());
        writeText(out, job.threadState());
        out.writeBoolean(job.waitsFor() != null);
        if (job.waitsFor() != null) {
            writeText(out, job.waitsFor());
        }
        out.writeInt(job.stack().size());
        for (var frame : job.stack()) {
            writeText(out, frame);
        }
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.writeUTF(text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the other side speaks another version, or hangs up early
     */
    public static List<PoolSnapshot> read(DataInputStream in) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("the JVM speaks inspection version %d, this command %d: use the same release of Weft"
                    .formatted(version, VERSION));
        }
        int count = in.readInt();
        var pools = new ArrayList<PoolSnapshot>();
        for (int i = 0; i < count; i++) {
            pools.add(new PoolSnapshot(
                    in.readUTF(), in.readUTF(), in.readUTF(), in.readInt(), in.readInt(), in.readInt(), readJobs(in)));
        }
        return pools;
    }

    private static List<JobSnapshot> readJobs(DataInputStream in) throws IOException {
        int count = in.readInt();
        var jobs = new ArrayList<JobSnapshot>();
        for (int i = 0; i < count; i++) {
            jobs.add(new JobSnapshot(
                    in.readUTF(), in.readUTF(), in.readUTF(), in.readBoolean() ? in.readUTF() : null, readStack(in)));
        }
        return jobs;
    }

    private static List<String> readStack(DataInputStream in) throws IOException {
        int count = in.readInt();
        var stack = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            stack.add(in.readUTF());
        }
        return stack;
    }
}
