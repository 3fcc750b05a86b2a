package dev.weft.process.internal.worker;

import dev.weft.Clock;
import dev.weft.internal.task.TaskOwner;

/** The pool as its jobs see it from inside a worker. */
record WorkerPlace(String name) implements TaskOwner {
    @Override
    public Clock clock() {
        return Clock.system();
    }
}
