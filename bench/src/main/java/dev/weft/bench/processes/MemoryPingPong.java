package dev.weft.bench.processes;

import dev.weft.bench.Fork;
import dev.weft.bench.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Two JVMs that pass the same bytes to and fro through a mapped file, by a {@link Mailbox} in each direction. Between the turns
 * the other one waits for a byte of its input, and uses no processor.
 */
final class MemoryPingPong implements AutoCloseable {
    private static final int PING = 0;
    private static final int PONG = 1;
    private static final long NONE = 0;
    private static final long END_OF_TURN = -1;

    private final Process other;
    private final Mailbox ping;
    private final Mailbox pong;

    private MemoryPingPong(Process other, Mailbox ping, Mailbox pong) {
        this.other = other;
        this.ping = ping;
        this.pong = pong;
    }

    /** Starts the other JVM, and waits until it has mapped the file. */
    static MemoryPingPong open(int bytes) throws IOException {
        var file = Files.createTempFile(sharedMemory(), "weft-bench-", ".mailboxes");
        try {
            var ping = Mailbox.at(file, PING, bytes);
            var pong = Mailbox.at(file, PONG, bytes);
            var other = Fork.start(MemoryPingPong.class, file.toString(), String.valueOf(bytes));
            if (other.getInputStream().read() < 0) {
                throw new IOException("the other JVM did not start");
            }
            return new MemoryPingPong(other, ping, pong);
        } finally {
            Files.delete(file); // both have mapped it
        }
    }

    // A file on a disk would be written to it now and then.
    private static Path sharedMemory() {
        var memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Measures a trip to the other JVM and back, in microseconds. */
    Probe trips() {
        return turn -> {
            ping.put(NONE);
            pong.put(NONE);
            other.getOutputStream().write(1);
            other.getOutputStream().flush();
            long trips = 0;
            long start = System.nanoTime();
            long elapsed;
            do {
                ping.put(++trips);
                if (pong.takeAfter(trips - 1) != trips) {
                    throw new IllegalStateException("trip %d has not come back".formatted(trips));
                }
                elapsed = System.nanoTime() - start;
            } while (elapsed < turn.toNanos());
            ping.put(END_OF_TURN);
            return new double[] {elapsed / 1e3 / trips};
        };
    }

    List<ProcessHandle> processes() {
        return List.of(ProcessHandle.current(), other.toHandle());
    }

    @Override
    public void close() throws IOException {
        other.getOutputStream().close(); // which ends the other
    }

    /** Passes back what comes, in turns that begin with a byte of input. */
    public static void main(String[] args) throws IOException {
        int bytes = Integer.parseInt(args[1]);
        var ping = Mailbox.at(Path.of(args[0]), PING, bytes);
        var pong = Mailbox.at(Path.of(args[0]), PONG, bytes);
        System.out.write('\n');
        System.out.flush();
        while (System.in.read() >= 0) {
            long last = NONE;
            long next = ping.takeAfter(last);
            while (next != last && next != END_OF_TURN) {
                pong.put(next);
                last = next;
                next = ping.takeAfter(last);
            }
        }
    }
}
