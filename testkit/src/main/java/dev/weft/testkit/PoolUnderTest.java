package dev.weft.testkit;

import dev.weft.Pool;
import java.time.Duration;

/** What the parts of {@link PoolContract} are written against. */
interface PoolUnderTest {
    /** How long a test waits for what should come at once. */
    Duration LIMIT = Signal.SAFETY_LIMIT;

    /** Returns a new pool, closed after the test. */
    Pool pool();

    /** Returns a new pool that runs {@code places} jobs at a time, beside the test; closed after it. */
    Pool pool(int places);
}
