package dev.weft.internal.task;

import dev.weft.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A user's callback on a future; what it throws is logged and goes no further. */
final class Callback<T extends @Nullable Object> extends Listener {
    private static final System.Logger LOG = System.getLogger("dev.weft");

    private final Future<T> future;
    private final Consumer<? super Future<T>> action;

    Callback(Future<T> future, Consumer<? super Future<T>> action) {
        this.future = future;
        this.action = java.util.Objects.requireNonNull(action, "callback");
    }

    @Override
    boolean callsUser() {
        return true;
    }

    @Override
    public void fire() {
        try {
            action.accept(future);
        } catch (Throwable e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a done callback of %s threw; the next ones still run".formatted(future),
                    e);
        }
    }
}
