package dev.weft.process.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Action;
import dev.weft.Fn;
import dev.weft.Job;
import dev.weft.internal.task.ActionJob;
import dev.weft.internal.task.RepeatableJob;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    private final Connection connection = Connection.local();

    record Point(int x, @Nullable Object y) implements Serializable {}

    enum Colour {
        RED,
        GREEN {
            @Override
            int strength() {
                return 2;
            }
        };

        int strength() {
            return 1;
        }
    }

    static List<Object> values() {
        return List.of(
                true,
                false,
                (byte) -1,
                (short) -300,
                'ä',
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                Float.MIN_VALUE,
                -0.0,
                "",
                "Latin \u00ff",
                "a clef 𝄞 and half of one \ud834",
                Colour.RED,
                Colour.GREEN,
                new Point(1, "two"),
                new Point(1, new Point(2, null)),
                Duration.ofSeconds(5),
                new BigDecimal("1.50"),
                List.of(1, 2, 3),
                Map.of("a", List.of(1)),
                new TreeMap<>(Map.of("a", 1, "b", 2)),
                new ArrayList<>(List.of("a", new Point(1, 2))),
                int.class,
                void.class,
                String.class,
                int[][].class,
                Point[].class,
                Connection.class);
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueArrivesAsItIs(Object value) throws Exception {
        assertThat(connection.<Object>send(value)).isEqualTo(value);
        assertThat(connection.<Object>send(new Object[] {value, value})).isEqualTo(new Object[] {value, value});
    }

    static List<Object> arrays() {
        return List.of(
                new byte[] {1, -1},
                new short[] {1, -1},
                new char[] {'a', '\uffff'},
                new int[] {1, -1},
                new long[] {1, -1},
                new float[] {1, Float.NaN},
                new double[] {1, -0.0},
                new boolean[] {true, false},
                new String[] {"a", null},
                new int[][] {{1}, {}, {2, 3}},
                new Colour[] {Colour.RED});
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void anArrayArrivesWithItsTypeAndElements(Object array) throws Exception {
        Object arrived = connection.send(array);

        assertThat(arrived).isInstanceOf(array.getClass());
        assertThat(Objects.deepEquals(arrived, array)).isTrue();
    }

    @Test
    void nullArrivesAsNull() throws Exception {
        assertThat(connection.<@Nullable Object>send(null)).isNull();
    }

    @Test
    void aLambdaArrivesWithWhatItHasCaptured() throws Exception {
        int number = 40;
        String text = "two";
        var point = new Point(1, List.of("deep"));
        Job<String> job = () -> number + text + point;

        Job<String> arrived = connection.send(job);

        assertThat(arrived).isNotSameAs(job);
        assertThat(arrived.call()).isEqualTo(job.call());
    }

    @Test
    void aMethodReferenceArrives() throws Exception {
        Fn<String, Integer> length = String::length;
        Fn<Object, Boolean> same = "one"::equals;
        Fn<String, StringBuilder> make = StringBuilder::new;

        assertThat(connection.<Fn<String, Integer>>send(length).apply("four")).isEqualTo(4);
        assertThat(connection.<Fn<Object, Boolean>>send(same).apply("one")).isTrue();
        assertThat(connection.<Fn<String, StringBuilder>>send(make).apply("x")).hasToString("x");
    }

    @Test
    void aLambdaThatCapturesLambdasArrives() throws Exception {
        int two = 2;
        Fn<Integer, Integer> inner = n -> n * two;
        Fn<Integer, Integer> outer = n -> inner.apply(n) + 1;
        Job<Integer> job = () -> outer.apply(20);

        assertThat(connection.<Job<Integer>>send(job).call()).isEqualTo(41);
    }

    @Test
    void aLambdaInsideOfRecordsOfWeftArrives() throws Exception {
        var told = new Point(7, "x");
        Job<Object> job = () -> told;
        Action action = () -> Objects.requireNonNull(told);

        RepeatableJob<Object> repeatable = connection.send(new RepeatableJob<>(job));
        ActionJob acting = connection.send(new ActionJob(action));

        assertThat(repeatable.call()).isEqualTo(told);
        assertThat(acting.call()).isNull();
    }

    @Test
    void aLambdaIsSmallAndItsPlaceIsDefinedOnce() throws Exception {
        int number = 7;
        Job<Integer> job = () -> number;
        connection.send(job);
        int defined = connection.encoder().definitions();

        Message again = connection.encoder().encode(job, "");

        assertThat(again.body().size()).isLessThan(12);
        assertThat(connection.encoder().definitions()).isEqualTo(defined);
    }

    @Test
    void aClassIsDefinedOnce() throws Exception {
        connection.send(new Point(1, null));
        int defined = connection.encoder().definitions();

        Message again = connection.encoder().encode(new Point(2, null), "");

        assertThat(again.body().size()).isLessThan(20);
        assertThat(connection.encoder().definitions()).isEqualTo(defined);
    }

    @SuppressWarnings("serial") // it may hold what cannot be sent, which is what it is for
    static final class Node implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        @Nullable
        Node next;

        Object @Nullable [] shared;
    }

    @Test
    void aCycleArrivesAsACycle() throws Exception {
        var node = new Node();
        node.next = node;

        Node arrived = connection.send(node);

        assertThat(arrived.next).isSameAs(arrived);
    }

    @Test
    void whatTwoCapturedValuesShareStaysOneObject() throws Exception {
        var first = new Node();
        var second = new Node();
        first.next = second;
        Job<Boolean> job = () -> first.next == second;

        assertThat(connection.<Job<Boolean>>send(job).call()).isTrue();
    }

    static final class Outside implements Externalizable {
        @Serial
        private static final long serialVersionUID = 1L;

        String text = "";

        public Outside() {}

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeUTF(text);
            out.writeObject(new Point(1, text));
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            text = in.readUTF() + in.readObject();
        }
    }

    @Test
    void anExternalizableIsAskedToWriteAndReadItself() throws Exception {
        var outside = new Outside();
        outside.text = "text";

        assertThat(connection.<Outside>send(outside).text).isEqualTo("text" + new Point(1, "text"));
    }

    static final class Replaced implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        @Serial
        private Object writeReplace() {
            return new Replacement(5);
        }

        @Serial
        private void readObject(ObjectInputStream in) throws InvalidObjectException {
            throw new InvalidObjectException("only its replacement is sent");
        }
    }

    record Replacement(int number) implements Serializable {
        @Serial
        private Object readResolve() {
            return Optional.of(number);
        }
    }

    @Test
    void replacementsAreHonoured() throws Exception {
        assertThat(connection.<Object>send(new Replaced())).isEqualTo(Optional.of(5));
    }

    record Answering(String answer) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            return answer;
        }
    }

    interface Greeter {
        String greet();
    }

    @Test
    void aProxyArrives() throws Exception {
        var proxy = Proxy.newProxyInstance(
                Greeter.class.getClassLoader(), new Class<?>[] {Greeter.class}, new Answering("hello"));

        assertThat(connection.<Greeter>send(proxy).greet()).isEqualTo("hello");
    }

    @Test
    void manyThreadsEncodeAndDecodeAtOnce() throws Exception {
        var failures = new ArrayList<Throwable>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            threads.add(Thread.ofVirtual()
                    .uncaughtExceptionHandler((thread, e) -> {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    })
                    .start(() -> encodeAndDecode(number)));
        }

        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        }

        assertThat(failures).isEmpty();
    }

    private void encodeAndDecode(int number) {
        for (int i = 0; i < 200; i++) {
            var point = new Point(i, Colour.GREEN);
            Job<Point> job = () -> point;
            try {
                Message message = connection.encoder().encode(job, "");
                synchronized (connection) {
                    Job<?> arrived = (Job<?>) Objects.requireNonNull(connection.receive(message));
                    assertThat(arrived.call()).isEqualTo(point);
                }
            } catch (Exception e) {
                throw new AssertionError("round %d of thread %d".formatted(i, number), e);
            }
        }
    }
}
