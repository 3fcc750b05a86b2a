package dev.weft.process.internal.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weft.process.internal.wire.Frame;
import dev.weft.process.internal.wire.FrameWriter;
import dev.weft.process.internal.wire.Journal;
import java.io.ByteArrayOutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTest {
    @TempDir
    private Path folder;

    /** Remembers why its link was closed. */
    private static final class Hearer implements Link.Receiver {
        private final List<Object> heard = new ArrayList<>();
        private final List<String> closed = new ArrayList<>();

        @Override
        public void received(Link link, Frame frame, Link.Afterwards afterwards) {
            heard.add(frame);
        }

        @Override
        public void caughtUp(Link.Afterwards afterwards) {
            heard.add("all");
        }

        @Override
        public void closed(String why) {
            closed.add(why);
        }
    }

    /** A link with its far end; {@code act} is called once they are connected. */
    private void connected(Act act) throws Exception {
        var address = UnixDomainSocketAddress.of(folder.resolve("link.sock"));
        var hearer = new Hearer();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var selector = Selector.open()) {
            server.bind(address);
            try (var worker = SocketChannel.open(address);
                    var channel = server.accept()) {
                act.on(new Link(channel, selector, hearer), worker, hearer);
                assertThat(channel.isOpen()).isFalse();
            }
        }
    }

    private interface Act {
        void on(Link link, SocketChannel worker, Hearer hearer) throws Exception;
    }

    @Test
    void framesThatCameWithSomethingThatIsNoneAreHeardBeforeTheLinkIsClosed() throws Exception {
        connected((link, worker, hearer) -> {
            var bytes = new ByteArrayOutputStream();
            FrameWriter.write(new Frame.Revoked(1), bytes);
            FrameWriter.write(new Frame.Revoked(2), bytes);
            bytes.write(new byte[17 + 1]); // a greeting of no length
            worker.write(ByteBuffer.wrap(bytes.toByteArray()));

            link.readable(ByteBuffer.allocate(1_000), (_, work) -> work.run());

            assertThat(hearer.heard).containsExactly(new Frame.Revoked(1), new Frame.Revoked(2), "all");
            assertThat(hearer.closed).hasSize(1);
        });
    }

    @Test
    void whatAWorkerThatIsGoneHasKeptIsHeardFromWhereItsChannelEnded() throws Exception {
        connected((link, worker, hearer) -> {
            var bytes = new ByteArrayOutputStream();
            for (int number = 1; number <= 3; number++) {
                FrameWriter.write(new Frame.Revoked(number), bytes);
            }
            var all = bytes.toByteArray();
            var journal = folder.resolve("journal");
            Journal.create(journal).append(0, all);
            worker.write(ByteBuffer.wrap(all, 0, all.length / 2)); // the second is cut

            link.readable(ByteBuffer.allocate(1_000), (_, work) -> work.run());
            link.close("killed");
            link.readJournal(journal, (_, work) -> work.run());

            assertThat(hearer.heard)
                    .containsExactly(new Frame.Revoked(1), "all", new Frame.Revoked(2), new Frame.Revoked(3), "all");
        });
    }

    @Test
    void aLinkThatAnotherThreadHasClosedCanStillBeHandedOnAndWrittenTo() throws Exception {
        connected((link, worker, hearer) -> {
            link.close("killed");

            assertThatCode(() -> {
                        link.armHub(false);
                        link.armHub(true);
                        link.write(new Frame.Finish());
                        link.flush();
                    })
                    .doesNotThrowAnyException();
            assertThat(hearer.closed).containsExactly("killed");
            assertThat(worker.isConnected()).isTrue();
        });
    }
}
