package dev.weft.process.internal.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.process.internal.codec.Connection;
import dev.weft.process.internal.codec.Decoder;
import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.codec.Loaders;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose class path has other versions of the parent's classes, as a pool with a class path of its own may. */
class VersionsTest {
    @TempDir
    Path folder;

    private URLClassLoader version(String source) throws IOException {
        return new Compiled(Files.createTempDirectory(folder, "version"))
                .with("Thing", source)
                .loader("version");
    }

    /** Both sides number all loaders alike, but each has its own. */
    private static Connection between(ClassLoader sender, ClassLoader receiver) {
        return new Connection(new Encoder(loaders(sender)), new Decoder(loaders(receiver)));
    }

    private static Loaders loaders(ClassLoader only) {
        return new Loaders() {
            @Override
            public int numberOf(Class<?> type) {
                return type.getClassLoader() == only ? APPLICATION : PLATFORM;
            }

            @Override
            public ClassLoader loader(int number) {
                return number == PLATFORM ? ClassLoader.getPlatformClassLoader() : only;
            }

            @Override
            public Class<?> find(int number, String name) throws ClassNotFoundException {
                return Class.forName(name, false, loader(number));
            }
        };
    }

    @Test
    void aCompatibleVersionGetsTheFieldsThatBothHave() throws Exception {
        try (var old = version("""
                        public class Thing implements java.io.Serializable, java.util.concurrent.Callable<Object> {
                            static final long serialVersionUID = 1;
                            String gone = "gone"; int kept = 5;
                            public static Thing make() { return new Thing(); }
                            public Object call() { return gone + kept; }
                        }
                        """);
                var fresh = version("""
                        public class Thing implements java.io.Serializable, java.util.concurrent.Callable<Object> {
                            static final long serialVersionUID = 1;
                            long added; String another; int kept;
                            public Object call() { return another + kept + added; }
                        }
                        """)) {
            Object thing = Compiled.job(old, "Thing", "make");

            assertThat(between(old, fresh)
                            .<java.util.concurrent.Callable<Object>>send(thing)
                            .call())
                    .isEqualTo("null50");
        }
    }

    @Test
    void anIncompatibleVersionIsRefusedWithBothNumbers() throws Exception {
        String source = """
                public class Thing implements java.io.Serializable, java.util.concurrent.Callable<Object> {
                    static final long serialVersionUID = %d;
                    public static Thing make() { return new Thing(); }
                    public Object call() { return 1; }
                }
                """;
        try (var old = version(source.formatted(1));
                var fresh = version(source.formatted(2))) {
            Object thing = Compiled.job(old, "Thing", "make");

            assertThatThrownBy(() -> between(old, fresh).send(thing))
                    .isInstanceOf(InvalidClassException.class)
                    .hasMessageContaining("serialVersionUID = 1")
                    .hasMessageContaining("serialVersionUID = 2");
        }
    }

    @Test
    void aLambdaThatTheOtherVersionLacksIsRefused() throws Exception {
        try (var old = version("""
                        public class Thing {
                            public static java.util.concurrent.Callable<Object> make() {
                                return (java.util.concurrent.Callable<Object> & java.io.Serializable) () -> 1;
                            }
                        }
                        """);
                var fresh = version("""
                        public class Thing {
                            public static Object make(int x) {
                                return (java.util.function.Supplier<Object> & java.io.Serializable) () -> x;
                            }
                        }
                        """)) {
            Object job = Compiled.job(old, "Thing", "make");

            assertThatThrownBy(() -> between(old, fresh).send(job))
                    .isInstanceOf(InvalidObjectException.class)
                    .hasMessageMatching("class Thing here has no lambda lambda\\$make\\$.* that captures these values;"
                            + " was it compiled anew, or is it another version\\?");
        }
    }
}
