package dev.weft.internal.watch;

import dev.weft.internal.watch.PoolSnapshot.JobSnapshot;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the inspection socket: a version, then notes and pools, in the JDK's data format.
 *
 * <p>Version 2 has added the notes, and for a job its number, where it was submitted, and the numbers of those it waits for.
 */
public final class InspectionWire {
    private static final int VERSION = 2;
    // A job's name is the user's; the format takes 65,535 bytes, at most 3 for a character.
    private static final int MOST_CHARS = 20_000;

    private InspectionWire() {}

    /** Reads one item. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    /** Writes one item. */
    @FunctionalInterface
    private interface Writer<T> {
        void write(DataOutputStream out, T item) throws IOException;
    }

    /** Writes what {@link #read} reads. */
    public static void write(DataOutputStream out, JvmSnapshot snapshot) throws IOException {
        out.writeInt(VERSION);
        writeAll(out, snapshot.notes(), InspectionWire::writeText);
        writeAll(out, snapshot.pools(), InspectionWire::writePool);
        out.flush();
    }

    private static void writePool(DataOutputStream out, PoolSnapshot pool) throws IOException {
        writeText(out, pool.name());
        writeText(out, pool.kind());
        writeText(out, pool.state());
        out.writeInt(pool.threads());
        out.writeInt(pool.running());
        out.writeInt(pool.waiting());
        writeAll(out, pool.jobs(), InspectionWire::writeJob);
    }

    private static void writeJob(DataOutputStream out, JobSnapshot job) throws IOException {
        out.writeLong(job.id());
        writeText(out, job.name());
        writeText(out, job.thread());
        writeText(out, job.state());
        writeIfThere(out, job.created());
        writeIfThere(out, job.waitsFor());
        writeAll(out, job.waitsForIds(), DataOutputStream::writeLong);
        writeAll(out, job.stack(), InspectionWire::writeText);
    }

    private static <T> void writeAll(DataOutputStream out, List<T> items, Writer<T> writer) throws IOException {
        out.writeInt(items.size());
        for (var item : items) {
            writer.write(out, item);
        }
    }

    private static void writeIfThere(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            writeText(out, text);
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
    public static JvmSnapshot read(DataInputStream in) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("the JVM speaks inspection version %d, this command %d: use the same release of Weft"
                    .formatted(version, VERSION));
        }
        var notes = readAll(in, InspectionWire::readText);
        return new JvmSnapshot(readAll(in, InspectionWire::readPool), notes);
    }

    private static PoolSnapshot readPool(DataInputStream in) throws IOException {
        return new PoolSnapshot(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                readAll(in, InspectionWire::readJob));
    }

    private static JobSnapshot readJob(DataInputStream in) throws IOException {
        return new JobSnapshot(
                in.readLong(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                readIfThere(in),
                readIfThere(in),
                readAll(in, DataInputStream::readLong),
                readAll(in, InspectionWire::readText));
    }

    private static <T> List<T> readAll(DataInputStream in, Reader<T> reader) throws IOException {
        int count = in.readInt();
        var items = new ArrayList<T>(); // not of that size, which the other side may have made up
        for (int i = 0; i < count; i++) {
            items.add(reader.read(in));
        }
        return Collections.unmodifiableList(items);
    }

    private static String readText(DataInputStream in) throws IOException {
        return in.readUTF();
    }

    private static @Nullable String readIfThere(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }
}
