package dev.weft.process.internal.codec;

import dev.weft.process.DescribedException;
import dev.weft.process.UnsendableException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.lang.invoke.SerializedLambda;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be read: the JVM's serial filter and the pool's own are asked also for what does not come in a stream of objects.
 *
 * <p>In streams it also refuses an array that is longer than the message could fill.
 *
 * @see <a href="https://openjdk.org/jeps/290">JEP 290</a>
 */
final class Filter {
    // A hash table has up to eight places for each element, which takes at least one byte; and small ones round up.
    private static final int PLACES_PER_BYTE = 16;
    private static final int SPARE_PLACES = 1024;

    private static final Set<Class<?>> OWN =
            Set.of(RawReference.class, FailureReport.class, DescribedException.class, UnsendableException.class);

    private final @Nullable ObjectInputFilter users;

    /** Makes a filter for a JVM that has none. */
    Filter() {
        this.users = null;
    }

    /** Makes a filter of {@code given} and the JVM's own. */
    Filter(@Nullable ObjectInputFilter given) {
        ObjectInputFilter jvm = ObjectInputFilter.Config.getSerialFilter();
        ObjectInputFilter both = jvm == null ? given : ObjectInputFilter.merge(jvm, given);
        // A filter that lists what the user's jobs need does not know what Weft wraps it in.
        this.users = both == null
                ? null
                : info -> isOwn(info.serialClass()) ? ObjectInputFilter.Status.UNDECIDED : both.checkInput(info);
    }

    private static boolean isOwn(@Nullable Class<?> type) {
        return type != null && (OWN.contains(type) || OwnRecords.isOwn(type));
    }

    /** Returns the filter for a stream of {@code bytes} bytes, with the raw data that belongs to it. */
    ObjectInputFilter forStream(long bytes) {
        ObjectInputFilter lengths = info -> info.arrayLength() > PLACES_PER_BYTE * bytes + SPARE_PLACES
                ? ObjectInputFilter.Status.REJECTED
                : ObjectInputFilter.Status.UNDECIDED;
        return users == null ? lengths : ObjectInputFilter.merge(lengths, users);
    }

    /**
     * Lets {@code value} pass if it is null or its class may be read.
     *
     * @throws InvalidClassException if its class may not
     */
    void check(@Nullable Object value) throws InvalidClassException {
        if (users != null && value != null) {
            check(value.getClass());
        }
    }

    /**
     * Lets {@code type} pass if it may be read.
     *
     * @throws InvalidClassException if it may not
     */
    void check(Class<?> type) throws InvalidClassException {
        if (users != null && users.checkInput(new Value(type)) == ObjectInputFilter.Status.REJECTED) {
            throw new InvalidClassException(type.getName(), "refused by the serial filter");
        }
    }

    /**
     * Lets a lambda pass that is written in {@code type}, if it might come in a stream.
     *
     * @throws InvalidClassException if it might not
     */
    void checkLambda(Class<?> type) throws InvalidClassException {
        check(SerializedLambda.class);
        check(type);
    }

    /** One value outside of a stream. */
    private record Value(Class<?> serialClass) implements ObjectInputFilter.FilterInfo {
        @Override
        public long arrayLength() {
            return -1;
        }

        @Override
        public long depth() {
            return 1;
        }

        @Override
        public long references() {
            return 1;
        }

        @Override
        public long streamBytes() {
            return 0;
        }
    }
}
