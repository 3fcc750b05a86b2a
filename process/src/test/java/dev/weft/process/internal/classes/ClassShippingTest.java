package dev.weft.process.internal.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.process.UnsendableException;
import dev.weft.process.internal.codec.Connection;
import dev.weft.process.internal.codec.Decoder;
import dev.weft.process.internal.codec.Encoder;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A parent and a worker in one JVM, whose loaders have nothing in common but the class path of the test. */
@SuppressWarnings("InlineFormatString") // a source is read better by itself
class ClassShippingTest {
    private static final String JOBS = """
            package shipped;
            import java.io.Serializable;
            import java.lang.reflect.Proxy;
            import java.util.concurrent.Callable;
            public class Jobs {
                public record Pair(Object left, int right) implements Serializable {}
                interface Greeter { String greet(); }
                record Greeting(String word) implements java.lang.reflect.InvocationHandler, Serializable {
                    public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) { return word; }
                }
                public static Callable<Object> pair(Object left) {
                    return (Callable<Object> & Serializable) () -> new Pair(left, Helper.VALUE);
                }
                public static Callable<Object> greeting() {
                    var greeter = (Greeter) Proxy.newProxyInstance(
                        Jobs.class.getClassLoader(), new Class<?>[] {Greeter.class}, new Greeting("hello"));
                    return (Callable<Object> & Serializable) () -> greeter.greet();
                }
                public static Callable<Object> all(Object[] pairs) {
                    return (Callable<Object> & Serializable) () -> ((Pair) pairs[0]).right() + pairs.length;
                }
            }
            """;
    private static final String HELPER =
            "package shipped; class Helper { static final int VALUE = Integer.parseInt(\"%d\"); }";

    private final ParentClasses parent = new ParentClasses();
    private final List<String> asked = new ArrayList<>();
    private final WorkerClasses worker = new WorkerClasses((loader, name) -> {
        asked.add(name);
        return parent.answer(loader, name);
    });
    private final Connection jobs = new Connection(new Encoder(parent), new Decoder(worker));
    private final Connection results = new Connection(new Encoder(worker), new Decoder(parent));

    @TempDir
    Path folder;

    private Compiled compiled(int value) throws IOException {
        return new Compiled(Files.createTempDirectory(folder, "classes"))
                .with("shipped.Helper", HELPER.formatted(value))
                .with("shipped.Jobs", JOBS);
    }

    @Test
    void aJobAndTheClassesItNeedsAreFetchedAndItsResultIsAnObjectOfTheParentsClass() throws Exception {
        try (var loader = compiled(5).loader("plugin")) {
            Callable<Object> job = Compiled.job(loader, "shipped.Jobs", "pair", "left");

            Callable<Object> arrived = jobs.send(job);
            Object made = arrived.call();
            Object result = results.send(made);

            assertThat(arrived.getClass().getClassLoader()).isNotSameAs(loader);
            assertThat(made.getClass().getClassLoader()).isNotSameAs(loader);
            assertThat(result).isEqualTo(job.call());
            assertThat(result.getClass().getClassLoader()).isSameAs(loader);
            assertThat(asked).contains("shipped.Jobs", "shipped.Helper", "shipped.Jobs$Pair");
        }
    }

    @Test
    void aClassIsAskedForOnce() throws Exception {
        try (var loader = compiled(5).loader("plugin")) {
            jobs.<Callable<Object>>send(Compiled.job(loader, "shipped.Jobs", "pair", 1))
                    .call();
            int before = asked.size();

            jobs.<Callable<Object>>send(Compiled.job(loader, "shipped.Jobs", "pair", 2))
                    .call();

            assertThat(asked).hasSize(before);
        }
    }

    @Test
    void twoLoadersMayHaveDifferentClassesOfOneName() throws Exception {
        try (var first = compiled(5).loader("first");
                var second = compiled(6).loader("second")) {
            Callable<Object> five = jobs.send(Compiled.job(first, "shipped.Jobs", "pair", "x"));
            Callable<Object> six = jobs.send(Compiled.job(second, "shipped.Jobs", "pair", "x"));

            assertThat(five.call()).hasToString("Pair[left=x, right=5]");
            assertThat(six.call()).hasToString("Pair[left=x, right=6]");
        }
    }

    @Test
    void aLoaderLeavesToOthersInTheWorkerWhatItLeavesToOthersInTheParent() throws Exception {
        var base = compiled(5);
        var child = new Compiled(Files.createDirectory(folder.resolve("child")));
        Files.createDirectories(child.folder().resolve("shipped"));
        try (var parentLoader = base.loader("base")) {
            Files.copy(
                    base.folder().resolve("shipped/Jobs.class"), child.folder().resolve("Jobs.class"));
            try (var childLoader = new URLClassLoader("child", new java.net.URL[0], parentLoader)) {
                Callable<Object> job = Compiled.job(childLoader, "shipped.Jobs", "pair", "x");

                assertThat(job.getClass().getClassLoader()).isSameAs(parentLoader);
                assertThat(jobs.<Callable<Object>>send(job).call()).hasToString("Pair[left=x, right=5]");
            }
        }
    }

    @Test
    void dynamicProxiesAndArraysOfShippedClassesArrive() throws Exception {
        try (var loader = compiled(5).loader("plugin")) {
            Callable<Object> job = Compiled.job(loader, "shipped.Jobs", "greeting");
            Object pair = Compiled.job(loader, "shipped.Jobs", "pair", "x").call();
            var pairs = (Object[]) java.lang.reflect.Array.newInstance(pair.getClass(), 1);
            pairs[0] = pair;
            Callable<Object> all = Compiled.job(loader, "shipped.Jobs", "all", new Object[] {pairs});

            assertThat(jobs.<Callable<Object>>send(job).call()).isEqualTo("hello");
            assertThat(jobs.<Callable<Object>>send(all).call()).isEqualTo(6);
        }
    }

    @Test
    void aLoaderThatGivesNoClassFilesIsNamed() throws Exception {
        var compiled = compiled(5);
        var memory = new ClassLoader("memory", ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                try {
                    byte[] bytes = Files.readAllBytes(compiled.folder().resolve(name.replace('.', '/') + ".class"));
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        Callable<Object> job = Compiled.job(memory, "shipped.Jobs", "pair", "x");

        assertThatThrownBy(() -> jobs.send(List.of(job)))
                .isInstanceOf(UnsendableException.class)
                .hasMessageStartingWith(
                        "the value → List[0]: shipped.Jobs cannot be sent to a worker: its loader 'memory', a "
                                + memory.getClass().getName()
                                + ", does not give its class file; closed, or made in memory?");
    }

    @Test
    void aClosedLoaderIsNamedWhenAWorkerAsks() throws Exception {
        Callable<Object> arrived;
        try (var loader = compiled(5).loader("plugin")) {
            Callable<Object> job = Compiled.job(loader, "shipped.Jobs", "pair", "x");
            job.call();
            arrived = jobs.send(job);
        }

        assertThatThrownBy(arrived::call)
                .isInstanceOf(NoClassDefFoundError.class)
                .hasRootCauseInstanceOf(ClassNotFoundException.class)
                .rootCause()
                .hasMessageContaining("its loader 'plugin', a java.net.URLClassLoader, does not give its class file");
    }

    @Test
    void shippedClassesFindTheFilesThatLieBesideThem() throws Exception {
        var compiled = compiled(5).with("shipped.Reader", """
                package shipped;
                import java.io.Serializable;
                import java.util.Collections;
                import java.util.concurrent.Callable;
                public class Reader {
                    public static Callable<Object> job() {
                        return (Callable<Object> & Serializable) () -> {
                            try (var in = Reader.class.getResourceAsStream("words.txt")) {
                                var loader = Reader.class.getClassLoader();
                                return new String(in.readAllBytes())
                                    + Collections.list(loader.getResources("shipped/words.txt")).size()
                                    + loader.getResource("shipped/nothing.txt");
                            }
                        };
                    }
                }
                """);
        Files.writeString(compiled.folder().resolve("shipped/words.txt"), "two words");
        try (var loader = compiled.loader("plugin")) {
            Callable<Object> job = Compiled.job(loader, "shipped.Reader", "job");

            assertThat(jobs.<Callable<Object>>send(job).call()).isEqualTo("two words1null");
        }
    }

    @Test
    void aClassThatNeitherSideHasIsNamed() {
        assertThatThrownBy(() -> worker.find(1, "shipped.Nowhere"))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageStartingWith("shipped.Nowhere is not found by the program either");
    }

    @Test
    void aResultOfAClassThatOnlyTheWorkersClassPathHasIsNamedWithTheRemedy() {
        assertThatThrownBy(() -> parent.find(1, "shipped.Nowhere"))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageStartingWith("shipped.Nowhere, of which a worker has sent an object, is not found here")
                .hasMessageEndingWith("(put it on this JVM's class path too)");
    }

    @Test
    void aParentThatCannotBeAskedIsACauseOfTheMissingClass() {
        var alone = new WorkerClasses((loader, name) -> {
            throw new IOException("the parent is gone");
        });

        assertThatThrownBy(() -> alone.find(2, "shipped.Jobs"))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageContaining("shipped.Jobs")
                .hasRootCauseMessage("the parent is gone");
    }

    @Test
    void aClassThatOnlyTheWorkerHasCannotBeAResult() throws Exception {
        try (var loader = compiled(5).loader("own")) {
            Object made = Compiled.job(loader, "shipped.Jobs", "pair", "x").call();

            assertThatThrownBy(() -> results.send(made))
                    .isInstanceOf(UnsendableException.class)
                    .hasMessageContaining("shipped.Jobs$Pair cannot be sent: only this worker has it");
        }
    }

    @Test
    void aDiscardedLoaderIsNotKeptAlive() throws Exception {
        int number = numberOfDiscardedLoader();

        for (int i = 0; i < 100 && isThere(number); i++) {
            System.gc();
        }

        assertThatThrownBy(() -> parent.loader(number))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageContaining("has been discarded");
    }

    private int numberOfDiscardedLoader() throws Exception {
        try (var loader = compiled(5).loader("plugin")) {
            Callable<Object> job = Compiled.job(loader, "shipped.Jobs", "pair", "x");
            jobs.send(job);
            return parent.numberOf(job.getClass().getNestHost());
        }
    }

    private boolean isThere(int number) {
        try {
            return parent.loader(number) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void theLoaderOfShippedClassesKeepsToThePlatformForWhatIsNotTheProgramsOwn() throws Exception {
        assertThat(worker.find(0, "java.lang.String")).isSameAs(String.class);
        assertThat(worker.find(7, "int")).isSameAs(int.class);
        assertThat(worker.find(1, ClassShippingTest.class.getName())).isSameAs(ClassShippingTest.class);
        assertThat(asked).isEmpty();
    }
}
