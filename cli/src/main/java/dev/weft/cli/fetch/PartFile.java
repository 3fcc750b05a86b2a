package dev.weft.cli.fetch;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file on its way: written beside the place where it is to go, and moved there whole or deleted.
 *
 * <p>One thread uses it.
 */
final class PartFile implements AutoCloseable {
    private final Folder folder;
    private final Path part;
    private final Path target;
    private final OutputStream out;
    // false -> true, never back.
    private boolean finished;

    private PartFile(Folder folder, Path part, Path target, OutputStream out) {
        this.folder = folder;
        this.part = part;
        this.target = target;
        this.out = out;
    }

    /**
     * Creates {@code part}, which must not exist: whatever is there, a link out of the folder too, is not written to.
     */
    static PartFile create(Folder folder, Path part, Path target) throws IOException {
        return new PartFile(folder, part, target, Files.newOutputStream(part, CREATE_NEW, WRITE));
    }

    /**
     * Appends bytes.
     *
     * @throws FetchException if they cannot be written
     */
    void write(byte[] bytes, int count) throws FetchException {
        try {
            out.write(bytes, 0, count);
        } catch (IOException e) {
            throw Reasons.notWritten(target, e);
        }
    }

    /**
     * Gives the file, which is whole now, its final name; a file or link of that name is replaced.
     *
     * @throws FetchException if that cannot be done; what had the name still has it
     */
    void finish() throws FetchException {
        try {
            out.close(); // may be where the system says that it could not write
            Files.move(part, target, ATOMIC_MOVE);
            finished = true;
        } catch (IOException e) {
            throw Reasons.notWritten(target, e);
        }
    }

    /** Deletes the file unless it was finished. */
    @Override
    public void close() throws FetchException {
        if (finished) {
            folder.forget(part);
            return;
        }
        try (out) {
            folder.delete(part);
        } catch (IOException e) {
            throw Reasons.notWritten(target, e);
        }
    }
}
