package dev.weft.internal.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the inspection socket of a JVM is: {@code PID.sock} in a folder that only its user can enter, under
 * {@code XDG_RUNTIME_DIR} or else {@code /tmp}, so that both sides find it by the process number.
 */
public final class InspectionAddress {

    private InspectionAddress() {}

    /** Returns the folder of the sockets of this user. */
    public static Path folder() {
        var runtime = System.getenv("XDG_RUNTIME_DIR");
        return runtime != null && !runtime.isBlank() && Files.isDirectory(Path.of(runtime))
                ? Path.of(runtime, "weft")
                : Path.of("/tmp", "weft-" + System.getProperty("user.name"));
    }

    /** Returns the socket of the JVM with this process number. */
    public static Path of(long pid) {
        return folder().resolve(pid + ".sock");
    }

    static Path ofThisJvm() {
        return of(ProcessHandle.current().pid());
    }

    /**
     * Makes the folder, and removes sockets whose JVM is gone.
     *
     * @throws IOException if it cannot be made, or somebody else owns it or can enter it
     */
    static void prepareFolder() throws IOException {
        var folder = folder();
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (java.nio.file.FileAlreadyExistsException _) {
            ensurePrivate(folder);
        }
        try (var sockets = Files.newDirectoryStream(folder, "*.sock")) {
            for (var socket : sockets) {
                if (!isAlive(socket)) {
                    Files.deleteIfExists(socket);
                }
            }
        }
    }

    /**
     * Checks that nobody else can have put something into {@code folder}.
     *
     * @throws IOException if somebody else could
     */
    public static void ensurePrivate(Path folder) throws IOException {
        var owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
        var rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
        if (!owner.equals(System.getProperty("user.name")) || !rights.endsWith("------")) {
            throw new IOException("%s must belong to this user alone: it belongs to %s with rights %s"
                    .formatted(folder, owner, rights));
        }
    }

    private static boolean isAlive(Path socket) {
        var name = socket.getFileName().toString();
        try {
            return ProcessHandle.of(Long.parseLong(name.substring(0, name.length() - ".sock".length())))
                    .isPresent();
        } catch (NumberFormatException _) {
            return true; // not ours to remove
        }
    }
}
