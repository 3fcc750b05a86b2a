package dev.weft.process.internal.crew;

import dev.weft.process.internal.codec.Encoder;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Where a crew's workers come from: the border between what is decided about them and the processes that they are.
 *
 * <p>What becomes of a worker, the crew is told by its {@code on} methods. Any thread may call any method; only {@link #close}
 * waits.
 */
interface WorkerSource {
    /** Returns what makes messages for the workers. */
    Encoder encoder();

    /** Returns what each worker runs first, if anything. */
    @Nullable
    Message initializer();

    /** Returns a worker that is to be started. */
    WorkerJvm hire(int number);

    /** Has the process of a worker started. */
    void start(WorkerJvm worker);

    /** Has the process of a worker killed, if it has one yet. */
    void kill(WorkerJvm worker);

    /** Has a worker told what it asks for. */
    void answer(WorkerJvm worker, Frame.Ask ask);

    /** Frees everything; all workers are gone. */
    void close();
}
