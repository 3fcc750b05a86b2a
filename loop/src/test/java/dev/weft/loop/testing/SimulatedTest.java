package dev.weft.loop.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.Clock;
import dev.weft.loop.Loop;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;

/** What JUnit makes of methods with {@link Simulated}. */
class SimulatedTest {
    private int runs;

    /** A class of tests, whose methods are called here as JUnit would. */
    static final class Subject {
        private int runs;

        @Simulated(seeds = 30)
        void succeeds() {
            runs++;
        }

        @Simulated(seed = 17)
        void hasOneSeed() {
            runs++;
        }

        @Simulated(seeds = 100)
        void failsInTheTenthRun() {
            runs++;
            assertThat(runs).isNotEqualTo(10);
        }

        @Simulated(seeds = 2, maxSteps = 50)
        void neverEnds() {
            while (true) {
                Loop.yield();
            }
        }
    }

    /** A call of a test method. */
    private record Call(Subject target, Method method)
            implements ReflectiveInvocationContext<Method>, Invocation<Void> {
        @Override
        public Class<?> getTargetClass() {
            return Subject.class;
        }

        @Override
        public Method getExecutable() {
            return method;
        }

        @Override
        public List<Object> getArguments() {
            return List.of();
        }

        @Override
        public Optional<Object> getTarget() {
            return Optional.of(target);
        }

        @Override
        public Void proceed() {
            throw new AssertionFailedError("JUnit's own call is to be skipped");
        }
    }

    private static Subject call(Subject subject, String name) throws Exception {
        var call = new Call(subject, Subject.class.getDeclaredMethod(name));
        var unused = (ExtensionContext) Proxy.newProxyInstance(
                SimulatedTest.class.getClassLoader(), new Class<?>[] {ExtensionContext.class}, (_, method, _) -> {
                    throw new AssertionFailedError("not to be asked for " + method);
                });
        new SimulatedExtension().interceptTestMethod(call, call, unused);
        return subject;
    }

    @Simulated(seeds = 7)
    void runsAsMainOnASimulatedLoop() throws Exception {
        runs++;
        Clock.sleep(Duration.ofDays(1));

        assertThat(Loop.current().time()).isEqualTo(Duration.ofDays(1));
        assertThat(runs).isBetween(1, 7);
    }

    @Test
    void theMethodRunsOnceForEachSeed() throws Exception {
        assertThat(call(new Subject(), "succeeds").runs).isEqualTo(30);
    }

    @Test
    void aSingleSeedIsReplayed() throws Exception {
        assertThat(call(new Subject(), "hasOneSeed").runs).isEqualTo(1);
    }

    @Test
    void theFailureSaysTheSeedAndHasTheAssertionAsItsCause() {
        var subject = new Subject();

        var failure = catchThrowableOfType(SimulationFailedError.class, () -> call(subject, "failsInTheTenthRun"));

        assertThat(failure).hasMessageContaining("@Simulated(seed = 9)").hasCauseInstanceOf(AssertionError.class);
        assertThat(subject.runs).isEqualTo(10);
    }

    @Test
    void theNumberOfStepsIsLimited() {
        var failure = catchThrowableOfType(SimulationFailedError.class, () -> call(new Subject(), "neverEnds"));

        assertThat(failure).hasMessageContaining("still not over after 50 steps");
    }
}
