package dev.weft;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function that may throw and can be sent to another JVM: what {@link Pool#map} applies to each item.
 *
 * @param <A> the type of an item
 * @param <R> the type of a result
 */
@FunctionalInterface
public interface Fn<A extends @Nullable Object, R extends @Nullable Object> extends Serializable {

    /**
     * Returns the result for {@code item}.
     *
     * @throws Exception whatever went wrong; it becomes the cause of the failure of that item
     */
    R apply(A item) throws Exception;
}
