package dev.weft.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Runs something in a class initializer, as often as one likes: each time it is a class of its own. */
final class FreshClass {
    private static final String WORK = "dev.weft.loop.FreshClass.work";

    private FreshClass() {}

    /** Runs {@code work} in the initializer of a class. */
    static void initialize(Runnable work) {
        System.getProperties().put(WORK, work);
        try {
            var type = new OwnLoader().define();
            Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError("it was just defined", e);
        } finally {
            System.getProperties().remove(WORK);
        }
    }

    /** What is defined again and again; it only knows the JDK. */
    static final class Initialized {
        static {
            var work = System.getProperties().get("dev.weft.loop.FreshClass.work");
            ((Runnable) Objects.requireNonNull(work)).run();
        }

        private Initialized() {}
    }

    private static final class OwnLoader extends ClassLoader {
        Class<?> define() {
            var file = "FreshClass$Initialized.class";
            try (var in = FreshClass.class.getResourceAsStream(file)) {
                var bytes = Objects.requireNonNull(in, file).readAllBytes();
                return defineClass(null, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
