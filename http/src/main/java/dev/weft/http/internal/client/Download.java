package dev.weft.http.internal.client;

import dev.weft.Future;
import dev.weft.Pool;
import dev.weft.Progress;
import dev.weft.http.internal.net.FailedChain;
import dev.weft.http.internal.net.NetLoop;
import dev.weft.loop.Loop;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes a body to a file: to a temporary one beside it, which takes the name when all is there, and which is gone otherwise.
 *
 * <p>On a loop the file is written by threads of the client's, batch by batch, while the next one comes in; elsewhere by the caller.
 *
 * <p>Used by one thread.
 */
final class Download implements AutoCloseable {
    private static final int BATCH = 512 * 1024;

    private final Pool writers;
    private final boolean onLoop = Loop.tryCurrent() != null;
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final long total;

    private final List<ByteBuffer> batch = new ArrayList<>();
    private int batched;
    private @Nullable Future<Boolean> writing;
    private long written;
    private boolean done;

    /**
     * Creates the temporary file.
     *
     * @param total how many bytes will come; -1 if that is not known
     * @throws IOException if it cannot be created
     */
    Download(Pool writers, Path file, long total) throws IOException {
        this.writers = writers;
        this.target = file.toAbsolutePath();
        this.total = Math.max(total, 0);
        this.temporary = target.resolveSibling(".%s.%08x.part"
                .formatted(target.getFileName(), ThreadLocalRandom.current().nextInt()));
        this.channel =
                onDisk(() -> FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    }

    private <T extends @Nullable Object> T onDisk(Callable<T> work) throws IOException {
        try {
            return onLoop ? NetLoop.valueOf(writers.submit(work)) : work.call();
        } catch (FailedChain e) {
            throw asIOException(e.reason());
        } catch (Exception e) {
            throw asIOException(e);
        }
    }

    private static IOException asIOException(Throwable reason) {
        if (reason instanceof RuntimeException e) {
            throw e;
        }
        return reason instanceof IOException io ? io : new IOException(reason);
    }

    /** Takes all pieces of {@code body}, as they come. */
    void take(BodyStream body) throws IOException {
        for (Buffer piece = body.nextPiece(); piece != null; piece = body.nextPiece()) {
            add(ByteBuffer.wrap(piece.getBytes()), body.available() == 0);
        }
    }

    /** Takes all bytes of {@code body}. */
    void take(InputStream body) throws IOException {
        while (true) {
            var piece = new byte[BodySender.PIECE];
            int count = body.readNBytes(piece, 0, piece.length);
            if (count == 0) {
                return;
            }
            add(ByteBuffer.wrap(piece, 0, count), false);
        }
    }

    private void add(ByteBuffer piece, boolean flush) throws IOException {
        batch.add(piece);
        batched += piece.remaining();
        if (batched >= BATCH || (!onLoop && flush)) {
            write();
        }
    }

    private void write() throws IOException {
        var pieces = batch.toArray(ByteBuffer[]::new);
        long count = batched;
        batch.clear();
        batched = 0;
        if (onLoop) {
            awaitWriting();
            Callable<Boolean> job = () -> writeAll(pieces);
            writing = writers.submit(job);
        } else {
            writeAll(pieces);
        }
        written += count;
        Progress.report(written, Math.max(total, total == 0 ? 0 : written));
    }

    private boolean writeAll(ByteBuffer[] pieces) throws IOException {
        int at = 0;
        while (at < pieces.length) {
            channel.write(pieces, at, pieces.length - at);
            while (at < pieces.length && !pieces[at].hasRemaining()) {
                at++;
            }
        }
        return true;
    }

    private void awaitWriting() throws IOException {
        if (writing != null) {
            var last = writing;
            writing = null;
            try {
                NetLoop.valueOf(last);
            } catch (FailedChain e) {
                throw asIOException(e.reason());
            }
        }
    }

    /** Ends it: the file has its name now. Returns how many bytes it has. */
    long finish() throws IOException {
        if (!batch.isEmpty()) {
            write();
        }
        awaitWriting();
        onDisk(() -> {
            channel.close();
            return Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        });
        done = true;
        return written;
    }

    /** Removes the temporary file, unless it has become the real one. */
    @Override
    public void close() throws IOException {
        if (!done) {
            channel.close();
            Files.deleteIfExists(temporary);
        }
    }
}
