package dev.weft.internal.pool;

import dev.weft.Deadline;
import dev.weft.Future;
import dev.weft.JobOptions;
import dev.weft.Pool;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Adds options to each job: a name, a deadline, a seed.
 *
 * <p>It stays outermost: a limit or retries asked of it go underneath, so that the order in which a user adds views does not
 * matter: a deadline always counts from {@code submit}.
 */
public final class OptionsView extends View {
    private static final UnaryOperator<JobOptions> NOTHING = UnaryOperator.identity();

    private final UnaryOperator<JobOptions> options;

    private OptionsView(Pool parent, @Nullable OptionsView origin, UnaryOperator<JobOptions> options) {
        // One that adds nothing is no user's.
        super(parent, origin == null || origin.options == NOTHING ? null : origin);
        this.options = options;
    }

    /** Returns {@code pool} with nothing added yet. */
    public static OptionsView over(Pool pool) {
        return new OptionsView(pool, null, NOTHING);
    }

    private OptionsView adding(UnaryOperator<JobOptions> more) {
        return new OptionsView(parent(), this, given -> more.apply(options.apply(given)));
    }

    @Override
    <T extends @Nullable Object> Future<T> pass(JobOptions given, Callable<? extends T> job) {
        return parent().submit(options.apply(given), job);
    }

    @Override
    public Pool within(Duration limit) {
        Nanos.ensurePositive(limit, "limit");
        return adding(given -> given.withDeadline(Deadline.after(limit, clock())));
    }

    @Override
    public Pool named(String name) {
        Objects.requireNonNull(name, "name");
        var count = new AtomicLong();
        return adding(given -> given.withName(name + "-" + count.incrementAndGet()));
    }

    @Override
    public Pool seeded(long seed) {
        var count = new AtomicLong();
        return adding(given -> given.withSeed(seed, count.getAndIncrement()));
    }

    @Override
    public Pool limit(int jobs) {
        return new OptionsView(parent().limit(jobs), this, options);
    }

    @Override
    public Pool retrying(int retries, Duration firstPause) {
        return new OptionsView(parent().retrying(retries, firstPause), this, options);
    }
}
