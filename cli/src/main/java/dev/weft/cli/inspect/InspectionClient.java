package dev.weft.cli.inspect;

import dev.weft.internal.watch.InspectionAddress;
import dev.weft.internal.watch.InspectionWire;
import dev.weft.internal.watch.PoolSnapshot;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.List;

/** Asks other JVMs of the same user what their pools do. */
public final class InspectionClient {

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

    /**
     * Asks one JVM.
     *
     * @throws IOException if it cannot be asked; the message says what may be the reason
     */
    public static List<PoolSnapshot> ask(long pid) throws IOException {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new IOException("there is no process " + pid);
        }
        var socket = InspectionAddress.of(pid);
        if (!Files.exists(socket)) {
            throw new IOException(
                    "process %d cannot be asked: there is no %s. It has opened no pool of Weft, runs as another user, or has -Ddev.weft.inspect=off"
                            .formatted(pid, socket));
        }
        InspectionAddress.ensurePrivate(InspectionAddress.folder());
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)))) {
            return InspectionWire.read(in);
        } catch (IOException e) {
            throw new IOException("process %d did not answer at %s: %s".formatted(pid, socket, e.getMessage()), e);
        }
    }
}
