package dev.weft.testkit;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.weft.Pool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of every pool, as tests: a pool proves itself by a test class that extends this one and says how to open it.
 *
 * <pre>{@code
 * class MyPoolContractTest extends PoolContract {
 *     @Override
 *     protected Pool openPool() {
 *         return new MyPool();
 *     }
 * }
 * }</pre>
 *
 * <p>The jobs of these tests can be sent to another JVM, and meet the test through a {@link Signal}.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public abstract class PoolContract
        implements OutcomeContract,
                WaitingContract,
                CancelContract,
                CallbackContract,
                DeadlineContract,
                BatchContract,
                GatherContract,
                MapContract,
                ExecutorContract,
                ViewContract,
                LimitContract,
                RetryContract,
                ScheduleContract,
                GroupContract,
                ContextContract,
                LifecycleContract {

    // Used by the thread of the test; the one opened last is closed first.
    private final Deque<Pool> opened = new ArrayDeque<>();

    /** For subclasses. */
    protected PoolContract() {}

    /** Opens a new pool, as its users would; it is closed after the test. */
    protected abstract Pool openPool();

    /**
     * Opens a new pool that runs up to {@code places} jobs at a time and lets the others wait; it is closed after the test.
     *
     * <p>By default it is the pool of {@link #openPool()} with a limit. A pool that cannot have so many places leaves the test
     * out, by JUnit's {@code Assumptions}.
     */
    protected Pool openPool(int places) {
        return closedAfterTest(openPool()).limit(places);
    }

    /** Returns what the pool does differently; nothing by default. */
    protected Set<Trait> traits() {
        return Set.of();
    }

    /** Has {@code pool} closed after the test, and returns it. */
    protected final <P extends Pool> P closedAfterTest(P pool) {
        opened.push(pool);
        return pool;
    }

    @Override
    public final Pool pool() {
        return closedAfterTest(openPool());
    }

    @Override
    public final Pool pool(int places) {
        assumeFalse(traits().contains(Trait.RUNS_IN_CALLER), "no job runs beside the test");
        return closedAfterTest(openPool(places));
    }

    @AfterEach
    final void closePools() {
        while (!opened.isEmpty()) {
            opened.pop().closeNow();
        }
    }
}
