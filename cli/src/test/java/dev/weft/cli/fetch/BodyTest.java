package dev.weft.cli.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class BodyTest {
    private final Body body = new Body(Duration.ofMillis(1));
    private final Source source = new Source();

    private static List<ByteBuffer> bytes(String text) {
        return List.of(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }

    @Test
    void theSameBytesCutAnywhereReadTheSame() throws Exception {
        String text = "hello, world";
        for (int cut = 0; cut <= text.length(); cut++) {
            Body cutBody = new Body(Duration.ofMillis(1));
            cutBody.onSubscribe(source);
            cutBody.onNext(bytes(text.substring(0, cut)));
            cutBody.onNext(bytes(text.substring(cut)));
            cutBody.onComplete();

            assertThat(cutBody.readAllBytes()).asString(US_ASCII).isEqualTo(text);
            assertThat(cutBody.received()).isEqualTo(text.length());
            assertThat(cutBody.failure()).isNull();
        }
    }

    @Test
    void whatCameBeforeAFailureIsReadFirstAndTheFailureThenForEver() throws Exception {
        IOException failure = new IOException("broken");
        body.onSubscribe(source);
        body.onNext(bytes("ab"));
        body.onError(failure);

        assertThat(body.readNBytes(2)).asString(US_ASCII).isEqualTo("ab");
        assertThatThrownBy(body::read).isSameAs(failure);
        assertThatThrownBy(body::read).isSameAs(failure);
        assertThat(body.failure()).isSameAs(failure);
    }

    @Test
    void aFailureOfAnotherKindBecomesOneOfReading() {
        body.onError(new IllegalStateException("odd"));

        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasRootCauseMessage("odd");
    }

    @Test
    void aByteThatDoesNotComeIsNotWaitedForForEver() {
        assertThatThrownBy(body::read).isInstanceOf(StalledException.class);
    }

    @Test
    void anInterruptEndsTheReadingAndIsUsedUp() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(body::read).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(body.failure()).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void moreIsAskedForOnlyWhenTheLastPortionIsTaken() throws Exception {
        body.onSubscribe(source);
        assertThat(source.requested).isEqualTo(1);

        body.onNext(bytes("ab"));
        assertThat(source.requested).isEqualTo(1);

        assertThat(body.read()).isEqualTo('a');
        assertThat(body.read()).isEqualTo('b');
        assertThat(source.requested).isEqualTo(2);
    }

    @Test
    void closingEndsTheExchangeAlsoIfItBeginsLater() {
        body.close();
        assertThat(source.cancelled).isFalse();

        body.onSubscribe(source);
        assertThat(source.cancelled).isTrue();
    }

    /** Counts what the body asks of the network. */
    private static final class Source implements Flow.Subscription {
        private long requested;
        private boolean cancelled;

        @Override
        public void request(long count) {
            requested += count;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
