package dev.weft.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.TaskGroup;
import java.lang.reflect.Proxy;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What Ctrl-C does to a program whose main thread is in {@code Loop.run}. */
class CtrlCTest {
    private static final int ENDED_BY_CTRL_C = 130;

    @Test
    void theFirstCancelsMainWhichCleansUp() throws Exception {
        try (var child = ChildJvm.start(Program.class, "polite")) {
            child.awaitLine("started");

            child.interrupt();

            assertThat(child.rest()).isEqualTo("cleaned up\ncancelled");
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void theSecondEndsTheJvmThoughMainStillCleansUp() throws Exception {
        try (var child = ChildJvm.start(Program.class, "slow")) {
            child.awaitLine("started");
            child.interrupt();
            child.awaitLine("cleaning up");

            child.interrupt();

            assertThat(child.exitCode()).isEqualTo(ENDED_BY_CTRL_C);
        }
    }

    @Test
    void anApplicationsOwnHandlerIsLeftAlone() throws Exception {
        try (var child = ChildJvm.start(Program.class, "own")) {
            child.awaitLine("started");

            child.interrupt();

            assertThat(child.rest()).isEqualTo("the application's own\nreturned");
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void whenTheLoopIsOverCtrlCEndsTheJvmAsEver() throws Exception {
        try (var child = ChildJvm.start(Program.class, "after")) {
            child.awaitLine("after the loop");

            child.interrupt();

            assertThat(child.exitCode()).isEqualTo(ENDED_BY_CTRL_C);
        }
    }

    /** The program whose Ctrl-C is pressed. */
    static final class Program {
        private static final CountDownLatch RELEASE = new CountDownLatch(1);

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            switch (arguments[0]) {
                case "polite" -> cancelled(() -> say("cleaned up"));
                case "slow" ->
                    cancelled(() -> {
                        say("cleaning up");
                        new CountDownLatch(1).await();
                    });
                case "own" -> withOwnHandler();
                default -> {
                    Loop.run(() -> "done");
                    say("after the loop");
                    new CountDownLatch(1).await();
                }
            }
        }

        private static void cancelled(dev.weft.Action cleanUp) {
            try {
                Loop.run(() -> {
                    try {
                        say("started");
                        RELEASE.await();
                    } finally {
                        TaskGroup.cleanUp(cleanUp::run);
                    }
                });
            } catch (CancellationException _) {
                say("cancelled");
            }
        }

        private static void withOwnHandler() throws ReflectiveOperationException {
            // By reflection, as javac warns of it whatever one does.
            var signal = Class.forName("sun.misc.Signal");
            var type = Class.forName("sun.misc.SignalHandler");
            var handler = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, _, _) -> {
                say("the application's own");
                RELEASE.countDown();
                return null;
            });
            signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler);
            Loop.run(() -> {
                say("started");
                RELEASE.await();
            });
            say("returned");
        }

        private static void say(String line) {
            System.out.println(line);
        }
    }
}
