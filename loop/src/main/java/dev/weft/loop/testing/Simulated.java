package dev.weft.loop.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A JUnit test whose method is the main job of a {@link Simulation}, once for each seed, until one fails. The failure says which,
 * and {@code @Simulated(seed = 17)} replays it.
 *
 * <p>The instance, with its fields, and what {@code @BeforeEach} does are the same for all seeds; so the method makes what it
 * needs anew, or seeds do not repeat.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
@ExtendWith(SimulatedExtension.class)
@SuppressWarnings(
        "exports") // who has no JUnit, which is optional, does not use this; the extension is JUnit's business
public @interface Simulated {
    /** Stands for no single seed. */
    long EXPLORE = Long.MIN_VALUE;

    /** How many seeds are tried, from 0 on. */
    int seeds() default 100;

    /** The only seed to run with; {@link #EXPLORE} to try {@link #seeds}. */
    long seed() default EXPLORE;

    /** How many steps a run may have before it fails as endless. */
    int maxSteps() default Simulation.DEFAULT_MAX_STEPS;
}
