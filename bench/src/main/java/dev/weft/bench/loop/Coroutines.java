package dev.weft.bench.loop;

/** A way to have coroutines. */
interface Coroutines extends AutoCloseable {
    /** How many coroutines are created, before all of them are awaited. */
    int WINDOW = 1_000;

    /** Starts a coroutine for each walker of {@code rota}, whose step is a yield. */
    void yielding(Rota rota);

    /** Starts a coroutine for the only walker of {@code rota}, whose step is to create {@link #WINDOW} empty ones and to await them. */
    void creating(Rota rota);

    /** Returns what tells their processor time. */
    CpuClock cpu();

    @Override
    void close();
}
