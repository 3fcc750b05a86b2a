package dev.weft.process.internal.crew;

import dev.weft.internal.time.InternalThread;
import dev.weft.process.internal.wire.Frame;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The I/O thread of a pool: takes the connections of its workers, and reads them.
 *
 * <p>A link can be lent to threads that wait for an answer, which read it themselves. The hub does not notice when they stop;
 * it looks every millisecond, and takes back what nobody reads at that moment.
 */
final class Hub implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.weft");
    private static final int READ_BYTES = 256 << 10;
    private static final int TAKE_BACK_MILLIS = 1;

    private final Greeter greeter;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final InternalThread thread;
    // Links that waiting threads read.
    private final Set<Link> lent = ConcurrentHashMap.newKeySet();
    // Used by the thread.
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);

    /** Knows who calls. */
    @FunctionalInterface
    interface Greeter {
        /** Returns who is to hear this link; {@code null} closes it. */
        Link.@Nullable Receiver greet(Hub hub, Link link, Frame.Hello hello) throws IOException;
    }

    Hub(String name, Path socket, Greeter greeter) throws IOException {
        this.greeter = greeter;
        this.selector = Selector.open();
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        this.thread = new InternalThread(this::run, name);
        thread.start();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                if (lent.isEmpty()) {
                    selector.select(this::serve);
                } else {
                    selector.select(this::serve, TAKE_BACK_MILLIS);
                    takeBack();
                }
            }
        } catch (ClosedSelectorException _) {
            // closed between the two
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "waiting for workers failed", e);
        }
    }

    /** Leaves reading {@code link} to the caller, and to those who come after it, until nobody has read it for a moment. */
    void lend(Link link) {
        if (lent.add(link)) {
            link.armHub(false);
            selector.wakeup();
        }
    }

    private void takeBack() {
        // Whoever begins to read meanwhile will find that the hub does, too, and one of the two will give way.
        lent.removeIf(link -> {
            boolean taken = !link.isRead();
            if (taken) {
                link.armHub(true);
            }
            return taken;
        });
    }

    private void serve(SelectionKey key) {
        try {
            if (key.attachment() instanceof Link link) {
                if (key.isWritable()) {
                    link.writable();
                }
                if (key.isReadable()) {
                    read(link);
                }
            } else {
                accept();
            }
        } catch (CancelledKeyException _) {
            // its link was closed by what it sent
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "what a worker sent could not be handled", e);
            if (key.attachment() instanceof Link link) {
                link.close("what it sent could not be handled: " + e);
            }
        }
    }

    private void read(Link link) {
        if (!link.beginReading()) {
            lend(link); // or it would be found readable again and again
            return;
        }
        try {
            link.readable(buffer, Hub::runApart);
        } finally {
            link.endReading();
        }
    }

    /** Runs what is not to be done while a channel is read, elsewhere if it may take long. */
    static void runApart(boolean quick, Runnable work) {
        if (quick) {
            work.run();
        } else {
            Thread.startVirtualThread(work);
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = server.accept();
        if (channel != null) {
            new Link(channel, selector, new Stranger());
        }
    }

    /** Hears a link that has not said whose it is. */
    private final class Stranger implements Link.Receiver {
        @Override
        public void received(Link link, Frame frame, Link.Afterwards afterwards) throws IOException {
            var receiver = frame instanceof Frame.Hello hello ? greeter.greet(Hub.this, link, hello) : null;
            if (receiver == null) {
                link.close("it did not say the secret");
            } else {
                link.receiver(receiver);
            }
        }

        @Override
        public void closed(String why) {}
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
