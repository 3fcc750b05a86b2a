package dev.weft.process.internal.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weft.process.internal.wire.Frame;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
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
        private final List<String> closed = new ArrayList<>();

        @Override
        public void received(Link link, Frame frame, Link.Afterwards afterwards) {}

        @Override
        public void closed(String why) {
            closed.add(why);
        }
    }

    @Test
    void aLinkThatAnotherThreadHasClosedCanStillBeHandedOnAndWrittenTo() throws Exception {
        var address = UnixDomainSocketAddress.of(folder.resolve("link.sock"));
        var hearer = new Hearer();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var selector = Selector.open()) {
            server.bind(address);
            try (var worker = SocketChannel.open(address);
                    var channel = server.accept()) {
                var link = new Link(channel, selector, hearer);
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
            }
        }
    }
}
