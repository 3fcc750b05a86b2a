package dev.weft;

import dev.weft.internal.task.Interruption;
import java.io.Serializable;
import java.util.Objects;

/**
 * Work without a value that may throw: what a {@link Pool} runs where {@link Job} would have nothing to return.
 *
 * <p>Its one abstract method may throw, so that {@code pool.submit(() -> Thread.sleep(1))} compiles.
 */
@FunctionalInterface
public interface Action extends Runnable, Serializable {

    /**
     * Does the work.
     *
     * @throws Exception whatever went wrong; it becomes the cause of the future's failure
     */
    void runChecked() throws Exception;

    /**
     * Does the work for callers that know only {@link Runnable}; no pool of Weft calls this.
     *
     * @throws JobFailedException if the work threw a checked exception, which is its cause
     */
    @Override
    @SuppressWarnings(
            "FunctionalInterfaceMethodChanged") // on purpose: a lambda that throws must fit where a Runnable does
    default void run() {
        try {
            runChecked();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Interruption.keep();
            }
            throw new JobFailedException("the action failed: " + e, e);
        }
    }

    /** Returns {@code action} itself: names the type where Java would otherwise infer a {@link Runnable} that cannot be sent. */
    static Action of(Action action) {
        return Objects.requireNonNull(action, "action");
    }
}
