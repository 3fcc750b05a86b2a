package dev.weft.process.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.process.DescribedException;
import dev.weft.process.UnsendableException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.PrintWriter;
import java.io.Serial;
import java.io.StringWriter;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class FailureTest {
    private final Connection connection = Connection.local();

    @SuppressWarnings("serial") // it cannot be sent, which is what it is for
    static class HoldingException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Object held;

        HoldingException(String message, Object held) {
            super(message);
            this.held = held;
        }

        Object held() {
            return held;
        }
    }

    static final class UnreadableException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }

        @Serial
        private void readObject(ObjectInputStream in) throws InvalidObjectException {
            throw new InvalidObjectException("not again");
        }
    }

    static final class SpitefulException extends HoldingException {
        @Serial
        private static final long serialVersionUID = 1L;

        SpitefulException() {
            super("never seen", new Socket());
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new StackOverflowError();
        }
    }

    @Test
    void anExceptionThatCanBeSentArrivesAsItself() throws Exception {
        var failure = new HoldingException("boom", List.of(1, 2));
        failure.initCause(new IOException("cause"));
        failure.addSuppressed(new IllegalStateException("suppressed"));

        Throwable arrived = connection.sendFailure(failure);

        assertThat(arrived)
                .isExactlyInstanceOf(HoldingException.class)
                .hasMessage("boom")
                .hasCauseInstanceOf(IOException.class);
        assertThat(((HoldingException) arrived).held()).isEqualTo(List.of(1, 2));
        assertThat(arrived.getStackTrace()).isEqualTo(failure.getStackTrace());
        assertThat(arrived.getSuppressed()).hasSize(1);
    }

    @Test
    void anExceptionThatCannotBeSentArrivesAsAFaithfulDescription() throws Exception {
        var failure = new HoldingException("boom", new Socket());
        failure.initCause(new IOException("cause", new UnreadableException("root")));
        failure.addSuppressed(new IllegalStateException("suppressed"));

        Throwable arrived = connection.sendFailure(failure);

        assertThat(arrived).isInstanceOf(DescribedException.class).hasMessage("boom");
        assertThat(((DescribedException) arrived).originalClass()).isEqualTo(HoldingException.class.getName());
        assertThat(stackOf(arrived))
                .startsWith(stackOf(failure).substring(0, stackOf(failure).indexOf("\tSuppressed")));
        assertThat(arrived.getCause()).hasToString("java.io.IOException: cause");
        assertThat(arrived).cause().cause().hasToString(UnreadableException.class.getName() + ": root");
        assertThat(arrived.getSuppressed()[0]).hasToString("java.lang.IllegalStateException: suppressed");
        assertThat(arrived.getSuppressed()[1])
                .isInstanceOf(UnsendableException.class)
                .hasMessageStartingWith("the exception → FailureTest$HoldingException.held: java.net.Socket is not");
    }

    private static String stackOf(Throwable throwable) {
        var text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void anExceptionThatCannotBeReadArrivesAsADescription() throws Exception {
        Throwable arrived = connection.sendFailure(new UnreadableException("boom"));

        assertThat(arrived)
                .isInstanceOf(DescribedException.class)
                .hasToString(UnreadableException.class.getName() + ": boom");
        assertThat(arrived.getSuppressed()[0]).isInstanceOf(IOException.class).hasMessage("not again");
    }

    @Test
    void anExceptionThatIsBrokenInEveryWayArrivesToo() throws Exception {
        Throwable arrived = connection.sendFailure(new SpitefulException());

        assertThat(arrived).isInstanceOf(DescribedException.class).hasToString(SpitefulException.class.getName());
    }

    @Test
    void anExceptionWhoseWritingMethodFailsWithAnErrorArrivesAsADescription() throws Exception {
        Throwable arrived = connection.sendFailure(new HoldingException("boom", new CulpritsTest.Erring()));

        assertThat(arrived)
                .isInstanceOf(DescribedException.class)
                .hasToString(HoldingException.class.getName() + ": boom");
        assertThat(arrived.getSuppressed()[0]).hasMessageEndingWith("java.lang.AssertionError: not me");
    }

    @Test
    void causesThatGoInACircleOrOnForeverAreDescribed() throws Exception {
        var first = new HoldingException("first", new Socket());
        var second = new IllegalStateException("second", first);
        first.initCause(second);
        Throwable chain = new HoldingException("deepest", new Socket());
        for (int i = 0; i < 100_000; i++) {
            chain = new IllegalStateException("link " + i, chain);
        }

        Throwable circle = connection.sendFailure(first);
        Throwable shortened = connection.sendFailure(chain);

        assertThat(circle).cause().cause().isSameAs(circle);
        assertThat(shortened).hasToString("java.lang.IllegalStateException: link 99999");
        assertThat(stackOf(shortened)).contains("link 99960").doesNotContain("link 99900");
    }

    @Test
    void aDescriptionCanBeSentOn() throws Exception {
        Throwable first = connection.sendFailure(new HoldingException("boom", new Socket()));

        Throwable second = connection.sendFailure(first);

        assertThat(second).isInstanceOf(DescribedException.class).hasToString(first.toString());
        assertThat(second.getSuppressed()).hasSize(1);
    }

    @Test
    void aFailureInAChunkOfResultsDoesNotLoseTheResultsBeforeIt() throws Exception {
        Class<?> type = Class.forName("dev.weft.internal.batch.ChunkJob$Chunk");
        var constructor = type.getDeclaredConstructor(ArrayList.class, Throwable.class);
        constructor.setAccessible(true);
        Object chunk = constructor.newInstance(
                new ArrayList<>(List.of(1, "two", new int[] {3})), new HoldingException("boom", new Socket()));

        Object arrived = connection.send(chunk);

        assertThat(componentOf(type, arrived, "results"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(3)
                .startsWith(1, "two");
        assertThat(componentOf(type, arrived, "failure")).hasToString(HoldingException.class.getName() + ": boom");
    }

    // Not by AssertJ, which is another module and may not look.
    private static Object componentOf(Class<?> type, Object chunk, String name) throws ReflectiveOperationException {
        var accessor = type.getDeclaredMethod(name);
        accessor.setAccessible(true);
        return accessor.invoke(chunk);
    }
}
