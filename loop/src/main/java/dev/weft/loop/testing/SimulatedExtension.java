package dev.weft.loop.testing;

import dev.weft.Action;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Has JUnit run methods with {@link Simulated} in simulations. */
final class SimulatedExtension implements InvocationInterceptor {

    SimulatedExtension() {}

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext context) {
        invocation.skip(); // it could proceed only once
        var method = invocationContext.getExecutable();
        var simulated = AnnotationSupport.findAnnotation(method, Simulated.class)
                .orElseThrow(() -> new IllegalStateException("@Simulated is missing at " + method));
        Action main = () -> ReflectionSupport.invokeMethod(
                method,
                invocationContext.getTarget().orElse(null),
                invocationContext.getArguments().toArray());
        var simulation = Simulation.builder().maxSteps(simulated.maxSteps());
        if (simulated.seed() == Simulated.EXPLORE) {
            simulation.explore(simulated.seeds(), main);
        } else {
            simulation.run(simulated.seed(), main);
        }
    }
}
