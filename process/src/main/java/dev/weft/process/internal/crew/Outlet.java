package dev.weft.process.internal.crew;

import dev.weft.process.internal.wire.Frame;

/** What a worker is written to by: any thread, without waiting. */
interface Outlet {
    /** Adds a frame to what is to be sent; it is sent by the next {@link #flush}. */
    void write(Frame frame);

    /** Sends what was written, as far as the channel takes it now; the rest follows by itself. */
    void flush();
}
