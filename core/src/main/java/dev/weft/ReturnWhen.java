package dev.weft;

/**
 * When {@link Futures#await} returns.
 *
 * @see <a href="https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.wait">concurrent.futures.wait</a>
 */
public enum ReturnWhen {
    /** When any future is done, cancelled ones included. */
    FIRST_COMPLETED,
    /** When any future has failed; a cancelled one does not count. If none fails, the same as {@link #ALL_COMPLETED}. */
    FIRST_EXCEPTION,
    /** When every future is done. */
    ALL_COMPLETED
}
