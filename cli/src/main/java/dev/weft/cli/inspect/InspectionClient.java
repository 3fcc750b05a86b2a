package dev.weft.cli.inspect;

import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.cli.fetch.Words;
import dev.weft.internal.watch.InspectionAddress;
import dev.weft.internal.watch.InspectionWire;
import dev.weft.internal.watch.JvmSnapshot;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Asks other JVMs of the same user what their pools do. */
public final class InspectionClient {

    // A JVM that is stopped, by a debugger for instance, accepts and says nothing.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private InspectionClient() {}

    /** Returns the process numbers of the JVMs that can be asked, in ascending order. */
    public static List<Long> processes() throws IOException {
        var folder = InspectionAddress.folder();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,18}[.]sock"))
                    .map(name -> Long.valueOf(name.substring(0, name.length() - ".sock".length())))
                    .filter(pid -> pid != ProcessHandle.current().pid())
                    .filter(pid -> ProcessHandle.of(pid).isPresent())
                    .sorted()
                    .toList();
        }
    }

    /** Tells whether Weft in that process can be asked. */
    static boolean isThere(long pid) {
        return Files.exists(InspectionAddress.of(pid));
    }

    /**
     * Asks Weft in one JVM.
     *
     * @throws IOException if it cannot be asked; the message says what may be the reason
     */
    static JvmSnapshot ask(long pid) throws IOException {
        return ask(pid, PATIENCE);
    }

    static JvmSnapshot ask(long pid, Duration patience) throws IOException {
        var socket = InspectionAddress.of(pid);
        InspectionAddress.ensurePrivate(InspectionAddress.folder());
        try {
            return Deadline.<JvmSnapshot, IOException>run(patience, () -> read(socket));
        } catch (DeadlineExceededException e) {
            throw new IOException(
                    "process %d did not answer at %s within %s: it may be stopped"
                            .formatted(pid, socket, Words.seconds(patience)),
                    e);
        } catch (EOFException e) {
            throw new IOException("process %d hung up before it had answered at %s".formatted(pid, socket), e);
        } catch (IOException e) {
            throw new IOException("process %d did not answer at %s: %s".formatted(pid, socket, e.getMessage()), e);
        }
    }

    private static JvmSnapshot read(Path socket) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)))) {
            return InspectionWire.read(in);
        }
    }
}
