package dev.weft.process.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.Fn;
import dev.weft.Job;
import dev.weft.internal.task.RepeatableJob;
import dev.weft.internal.task.RunnableJob;
import dev.weft.process.UnsendableException;
import dev.weft.process.internal.worker.JobWithContext;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CulpritsTest {
    private static final String SOCKET =
            "java.net.Socket is not serializable (make it inside the job, or keep it in a transient field)";

    private final Encoder encoder = Connection.local().encoder();

    @SuppressWarnings("serial") // it may hold what cannot be sent, which is what it is for
    static final class Report implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        @Nullable
        Object title;

        @Nullable
        Object connection = new Socket();

        transient Object scratch = new Object();

        Job<Integer> job() {
            return () -> hashCode();
        }
    }

    static final class Monthly implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        final Report report = new Report();
    }

    private String refusal(@Nullable Object value, String what) {
        return String.valueOf(catchThrowableOfType(UnsendableException.class, () -> encoder.encode(value, what))
                .getMessage());
    }

    @Test
    void aCaptureIsNamedWithTheLineOfTheLambda() {
        String message = refusal(new Report().job(), "");

        assertThat(message)
                .matches("captured argument 0 of the lambda at CulpritsTest\\.java:\\d+"
                        + " → CulpritsTest\\$Report\\.connection: .*")
                .endsWith(SOCKET);
    }

    @Test
    void aMethodReferenceIsNamed() {
        var report = new Report();
        Job<Integer> job = report::hashCode;

        assertThat(refusal(job, ""))
                .startsWith("captured argument 0 of the method reference Object::hashCode"
                        + " → CulpritsTest$Report.connection: ");
    }

    @Test
    void recordsOfWeftAreNotInThePath() {
        Job<Integer> job = new Report().job();

        assertThat(refusal(new RepeatableJob<>(job), "")).startsWith("captured argument 0 of the lambda at");
    }

    @Test
    void aResultIsCalledWhatItIs() {
        assertThat(refusal(new Socket(), "the result of job 'x'")).isEqualTo("the result of job 'x': " + SOCKET);
    }

    @Test
    void thePathLeadsThroughCollectionsMapsArraysRecordsAndJdkObjects() {
        record Box(Object content) implements Serializable {}
        var map = new HashMap<String, Object>(Map.of("a", 1));
        map.put("key", new Box(new Socket()));
        var list = new ArrayList<Object>(List.of(1, "two", map));
        Object value = new Object[] {"first", new AtomicReference<Object>(List.of(3, list))};

        assertThat(refusal(value, "the value"))
                .startsWith("the value → Object[1] → inside AtomicReference"
                        + " → ArrayList[2] → HashMap[key] → CulpritsTest$1Box.content: java.net.Socket is not");
    }

    @Test
    void anImmutableListInAFieldIsNamedThoughSomethingElseIsWrittenInItsPlace() {
        record Lists(List<Object> first, List<Object> second) implements Serializable {}

        assertThat(refusal(new Lists(List.of("a"), List.of("a", new Socket())), "v"))
                .startsWith("v → CulpritsTest$1Lists.second → List[1]: java.net.Socket");
    }

    @Test
    void aKeyAndAValueOfAnyKeyAreNamed() {
        record Key(Object content) implements Serializable {}
        var byKey = new LinkedHashMap<Object, Object>();
        byKey.put(new Key(1), new Socket());

        assertThat(refusal(new HashMap<>(Map.of(new Socket(), 1)), "v")).startsWith("v → HashMap key: java.net");
        assertThat(refusal(byKey, "v")).startsWith("v → LinkedHashMap[…]: java.net.Socket");
    }

    @Test
    void thePathLeadsThroughNestedLambdas() {
        var report = new Report();
        Fn<Integer, Integer> inner = n -> n + report.hashCode();
        Job<Integer> outer = () -> inner.apply(1);

        assertThat(refusal(outer, ""))
                .matches("captured argument 0 of the lambda at CulpritsTest\\.java:\\d+"
                        + " → captured argument 0 of the lambda at CulpritsTest\\.java:\\d+"
                        + " → CulpritsTest\\$Report\\.connection: .*");
    }

    @Test
    void thePathLeadsThroughALambdaInAList() {
        var jobs = List.of((Job<Integer>) () -> 1, new Report().job());

        assertThat(refusal(jobs, "v"))
                .matches("v → List\\[1\\] → captured argument 0 of the lambda at CulpritsTest\\.java:\\d+"
                        + " → CulpritsTest\\$Report\\.connection: .*");
    }

    @Test
    void aFieldOfASuperclassIsNamedWithItsClass() {
        final class Special extends AbstractReport {
            @Serial
            private static final long serialVersionUID = 1L;
        }

        assertThat(refusal(new Special(), "v")).startsWith("v → CulpritsTest$AbstractReport.hidden: java.net");
    }

    @SuppressWarnings("serial") // it may hold what cannot be sent, which is what it is for
    abstract static class AbstractReport implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Object hidden = new Socket();

        @Override
        public String toString() {
            return "report on " + hidden;
        }
    }

    @Test
    void aCycleDoesNotKeepTheCulpritFromBeingFound() {
        var report = new Report();
        var around = new ArrayList<Object>();
        around.add(around);
        around.add(report);
        report.title = around;

        assertThat(refusal(around, "v")).startsWith("v → ArrayList[1] → CulpritsTest$Report.connection: ");
    }

    @Test
    void aClassOfTheUsersCanAlsoBeMadeSerializable() {
        final class Plain {}

        assertThat(refusal(List.of(new Plain()), "v"))
                .startsWith("v → List[0]: ")
                .endsWith("Plain is not serializable"
                        + " (implement Serializable, make it inside the job, or keep it in a transient field)");
    }

    @Test
    void aPlainCallableIsToldWhatToWrite() {
        Callable<Integer> lambda = () -> 1;
        final class Written implements Callable<Integer> {
            @Override
            public Integer call() {
                return 1;
            }
        }

        assertThat(refusal(lambda, ""))
                .endsWith("a lambda in dev.weft.process.internal.codec.CulpritsTest is not serializable"
                        + " (wrap it where it is written: Job.of(() -> …), or declare its type as dev.weft.Job)");
        assertThat(refusal(new Written(), "")).endsWith(" (implement dev.weft.Job instead of Callable)");
    }

    @Test
    void aPlainCallableWithAContextIsToldTheSame() {
        Callable<Integer> lambda = () -> 1;

        assertThat(refusal(new JobWithContext(lambda, Map.of("user", "me")), ""))
                .contains("Job.of(() -> …)");
        assertThat(refusal(new JobWithContext((Job<Integer>) () -> 1, Map.of("user", new Socket())), ""))
                .matches("the context → Map\\d?\\[user\\]: java.net.Socket is not serializable.*");
    }

    @Test
    void aPlainRunnableIsToldWhatToWrite() {
        Runnable lambda = () -> {};

        assertThat(refusal(lambda, "")).contains("Action.of(() -> …)");
        assertThat(refusal(new RunnableJob<>(lambda, "done"), ""))
                .startsWith("a lambda in dev.weft.process.internal.codec.CulpritsTest"
                        + " given to submit(Runnable, T) cannot be sent (write submit(() -> { …; return value; })");
    }

    @Test
    void aLambdaOfATypeThatIsNotSerializableIsToldTheCast() {
        Comparator<String> comparator = (_, _) -> 0;
        Job<Integer> job = () -> comparator.compare("a", "b");

        assertThat(refusal(job, "")).contains("captured argument 0").endsWith("& Serializable))");
    }

    static final class Refusing implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        @Serial
        private void writeObject(ObjectOutputStream out) throws IOException {
            throw new IOException("not today");
        }
    }

    @Test
    void aWritingMethodThatFailsIsNamed() {
        assertThatThrownBy(() -> encoder.encode(List.of("a", new Refusing()), "v"))
                .isInstanceOf(UnsendableException.class)
                .hasMessage("v → List[1]: dev.weft.process.internal.codec.CulpritsTest$Refusing"
                        + " cannot be written: java.io.IOException: not today")
                .hasCauseInstanceOf(IOException.class);
    }

    static final class Erring implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        @Serial
        private void writeObject(ObjectOutputStream out) {
            throw new AssertionError("not me");
        }
    }

    @Test
    void anErrorOfAWritingMethodIsNamedToo() {
        assertThat(refusal(new Object[] {new Erring()}, "v"))
                .startsWith("v → Object[0]: ")
                .endsWith("Erring cannot be written: java.lang.AssertionError: not me");
    }

    @Test
    void aHiddenClassCannotBeSent() throws Exception {
        byte[] bytes;
        try (var in = Hidden.class.getResourceAsStream("CulpritsTest$Hidden.class")) {
            bytes = Objects.requireNonNull(in).readAllBytes();
        }
        Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
        Object object = hidden.getDeclaredConstructor().newInstance();

        assertThat(refusal(new Object[] {object}, "v"))
                .matches("v → Object\\[0\\]: .*CulpritsTest\\$Hidden/0x[0-9a-f]+"
                        + " is hidden, and no other JVM can load a hidden class");
    }

    static final class Hidden implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aChainThatIsTooLongForTheStackIsSaidToBe() {
        Object chain = "end";
        for (int i = 0; i < 200_000; i++) {
            chain = new Object[] {chain};
        }

        assertThat(refusal(chain, "v")).startsWith("v: objects refer to each other in a chain that is too long");
    }

    @Test
    void aLongPathLosesItsMiddle() {
        Object nested = new Socket();
        for (int i = 0; i < 100; i++) {
            nested = new Object[] {nested};
        }

        assertThat(refusal(nested, "v"))
                .isEqualTo("v → … → " + String.join(" → ", Collections.nCopies(10, "Object[0]")) + ": " + SOCKET);
    }

    @Test
    void theItemOfAFunctionIsNamed() throws Exception {
        Class<?> fnJob = Class.forName("dev.weft.internal.batch.FnJob");
        var constructor = fnJob.getDeclaredConstructor(Fn.class, Object.class);
        constructor.setAccessible(true);
        Fn<Object, Object> function = item -> item;

        assertThat(refusal(constructor.newInstance(function, new Report()), ""))
                .startsWith("the item → CulpritsTest$Report.connection: ");
    }

    @Test
    void aBigListIsSearchedInReasonableTime() {
        var list = new ArrayList<Object>();
        for (int i = 0; i < 100_000; i++) {
            list.add(new ArrayList<>());
        }
        list.addAll(Arrays.asList(new Report(), "b"));

        assertThat(refusal(list, "v")).startsWith("v → ArrayList[100000] → CulpritsTest$Report.connection: ");
    }
}
