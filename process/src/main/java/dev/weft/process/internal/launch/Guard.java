package dev.weft.process.internal.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Kills the processes of one pool, with their children, also when this JVM is gone: a small shell in a session of its own.
 *
 * <p>It reads commands from a pipe whose other end only this JVM has. The pipe ends when this JVM closes it or dies, even by
 * {@code kill -9}; the guard then kills all it watches, stopped processes included, removes the pool's folder, and ends. If
 * this JVM dies before the pool is closed, the guard also removes what this JVM would have removed at its end. Being in another
 * session, and deaf to polite signals, it outlives a Ctrl-C that ends this JVM.
 *
 * <p>Every watched process leads a session and a process group, which its children belong to unless they leave it: those that
 * made a group of their own are found by their session, those that started a session of their own only if the guard is told.
 *
 * <p>Where there is no {@code setsid} or {@code sh}, there is no guard: processes are then started plainly, and only
 * {@link WorkerProcess#kill} ends their children.
 *
 * <p>Any thread may call any method. Commands are written whole and in order by the stream itself.
 */
final class Guard implements AutoCloseable {
    // "kill" comes first: it is a part of the shell, and reaches a whole group at once, whatever its members start
    // meanwhile.
    // pkill, which may be missing, then goes through all processes.
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            end() {
                [ "$1" ] || return
                for id in "$@"; do kill -9 "-$id"; done
                pkill -9 -s "$(IFS=,; echo "$*")"
            }
            watched=' '
            while read -r command ids; do
                case $command in
                watch) watched="$watched$ids " ;;
                kill) end $ids ;;
                forget)
                    end $ids
                    watched="${watched%% $ids *} ${watched#* $ids }"
                    ;;
                orphan) orphans="$orphans$ids
            " ;;
                close) orphans= ;;
                esac
            done
            end $watched
            printf %s "$orphans" | while read -r folder; do rm -rf "$folder"; done
            rm -rf "$1"
            """;

    // Of the names of files, as the shell gives them back to the system.
    private static final Charset NATIVE = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    // Far more than it takes: whoever closes a pool must not hang on a shell that somebody has stopped.
    private static final int SECONDS_TO_END = 5;

    private final String pool;
    // What processes are started by, to lead a session; and the command of the shell. Empty where there is no guard.
    private final List<String> ownSession;
    private final List<String> command;

    // Guarded by this: started when there is something to watch, or else the first worker would wait for it.
    private @Nullable Process shell;
    // Guarded by this. false -> true, never back: whether the shell was started, or could not be.
    private boolean tried;

    private Guard(String pool, List<String> ownSession, List<String> command) {
        this.pool = pool;
        this.ownSession = ownSession;
        this.command = command;
    }

    /** Prepares the guard of the pool with this name and folder. */
    static Guard open(String pool, Path folder) {
        return open(pool, folder, System.getenv("PATH"));
    }

    static Guard open(String pool, Path folder, @Nullable String searchPath) {
        var setsid = program("setsid", searchPath);
        var shell = program("sh", searchPath);
        if (setsid.isPresent() && shell.isPresent()) {
            return new Guard(
                    pool,
                    List.of(setsid.get()),
                    List.of(setsid.get(), shell.get(), "-c", SCRIPT, "weft-guard", folder.toString(), pool));
        }
        tell(
                "pool '%s' has no guard, since setsid or sh is not on the PATH %s: the children of its workers may outlive this JVM"
                        .formatted(pool, searchPath),
                null);
        return new Guard(pool, List.of(), List.of());
    }

    private synchronized @Nullable Process shell() {
        if (!tried && !command.isEmpty()) {
            try {
                shell = start(command);
            } catch (IOException e) {
                tell("pool '%s' has no guard: the children of its workers may outlive this JVM".formatted(pool), e);
            }
        }
        tried = true;
        return shell;
    }

    /**
     * Starts a process and watches it from now on.
     *
     * @throws IOException if it cannot be started
     */
    Process start(ProcessBuilder builder) throws IOException {
        var inOwnSession = new ArrayList<>(ownSession);
        inOwnSession.addAll(builder.command());
        var process = builder.command(inOwnSession).start();
        tellShell("watch " + process.pid());
        return process;
    }

    /**
     * Kills a watched process and its children.
     *
     * @param descendants those that are known; where one of them leads a group or session of its own, all that is in it is killed
     */
    void kill(long pid, List<ProcessHandle> descendants) {
        var order = new StringBuilder("kill ").append(pid);
        descendants.forEach(descendant -> order.append(' ').append(descendant.pid()));
        tellShell(order.toString());
    }

    /** Kills what a watched process has left behind, and does not watch it any more; to be called as soon as it has ended. */
    void forget(long pid) {
        tellShell("forget " + pid);
    }

    /** Removes a folder if this JVM dies before this guard is closed. */
    void orphan(Path folder) {
        if (!folder.toString().contains("\n")) { // which would be two
            tellShell("orphan " + folder);
        }
    }

    /** Kills everything that is still watched, removes the folder, and waits until that is done. */
    @Override
    public void close() {
        var started = started();
        if (started == null) {
            return;
        }
        try {
            tellShell("close");
            started.getOutputStream().close();
            if (!started.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                started.destroyForcibly();
            }
        } catch (IOException e) {
            tell("a guard had ended before its pool", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // it ends without being waited for
        }
    }

    private synchronized @Nullable Process started() {
        tried = true;
        return shell;
    }

    private void tellShell(String order) {
        var listening = shell();
        if (listening == null) {
            return;
        }
        try {
            var pipe = listening.getOutputStream();
            pipe.write((order + "\n").getBytes(NATIVE));
            pipe.flush();
        } catch (IOException e) {
            tell("a guard has ended before its pool, and did not hear '%s'".formatted(order), e);
        }
    }

    private static Process start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(new File("/")) // not to keep anything mounted
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH"));
        return builder.start();
    }

    private static Optional<String> program(String name, @Nullable String searchPath) {
        return Arrays.stream((searchPath == null ? "" : searchPath).split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static void tell(String message, @Nullable Throwable cause) {
        System.getLogger("dev.weft").log(System.Logger.Level.DEBUG, message, cause);
    }
}
