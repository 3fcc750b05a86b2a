package dev.weft.bench.loop;

/** A way to have coroutines that sleep. */
interface Sleeping extends AutoCloseable {

    /** Starts a coroutine that starts so many others, each of which sleeps through {@code night}. */
    void sleeping(int coroutines, Night night);

    /** Returns what tells their processor time. */
    CpuClock cpu();

    @Override
    void close();
}
