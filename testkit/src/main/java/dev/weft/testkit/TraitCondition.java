package dev.weft.testkit;

import java.lang.reflect.Method;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out the tests that do not apply to the pool under test. */
final class TraitCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var contract = (PoolContract) context.getRequiredTestInstance();
        return evaluate(context.getRequiredTestMethod(), contract.traits());
    }

    private static ConditionEvaluationResult evaluate(Method test, Set<Trait> traits) {
        var only = test.getAnnotation(OnlyWhere.class);
        if (only != null && !traits.contains(only.value())) {
            return ConditionEvaluationResult.disabled("only where the pool is " + only.value());
        }
        var not = test.getAnnotation(NotWhere.class);
        if (not != null) {
            for (var trait : not.value()) {
                if (traits.contains(trait)) {
                    return ConditionEvaluationResult.disabled("not where the pool is " + trait);
                }
            }
        }
        return ConditionEvaluationResult.enabled("applies to the pool");
    }
}
