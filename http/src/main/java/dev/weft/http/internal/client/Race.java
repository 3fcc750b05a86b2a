package dev.weft.http.internal.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of several addresses that answers: each next one is tried when the one before has failed, or has not
 * answered for a quarter of a second. So a host whose IPv6 leads nowhere costs that, and not a time-out.
 *
 * <p>All of it happens on one event loop.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8305#section-5">RFC 8305, section 5</a>
 */
final class Race<A, C> {
    /** How long one address may keep the next one waiting. */
    static final long HEAD_START_MILLIS = 250;

    private final ContextInternal context;
    private final ArrayDeque<A> addresses;
    private final Function<A, Future<C>> dial;
    private final Consumer<C> loser;
    private final Promise<C> winner;
    private int running;
    private @Nullable Throwable failure;

    /** Prepares a race over {@code addresses}, at least one; what connects after the first goes to {@code loser}. */
    Race(ContextInternal context, List<A> addresses, Function<A, Future<C>> dial, Consumer<C> loser) {
        this.context = context;
        this.addresses = new ArrayDeque<>(addresses);
        this.dial = dial;
        this.loser = loser;
        this.winner = context.promise();
    }

    /** Starts, and returns the first connection; or the first failure, if all fail, with the others suppressed in it. */
    Future<C> run() {
        next();
        return winner.future();
    }

    private void next() {
        var address = addresses.poll();
        if (address == null || winner.future().isComplete()) {
            return;
        }
        running++;
        boolean[] over = {false};
        dial.apply(address).onComplete(connected -> {
            over[0] = true;
            running--;
            if (connected.failed()) {
                failed(connected.cause());
            } else if (!winner.tryComplete(connected.result())) {
                loser.accept(connected.result());
            }
        });
        if (!addresses.isEmpty()) {
            context.setTimer(HEAD_START_MILLIS, ignored -> {
                if (!over[0]) {
                    next();
                }
            });
        }
    }

    private void failed(Throwable reason) {
        if (failure == null) {
            failure = reason;
        } else if (failure != reason) {
            failure.addSuppressed(reason);
        }
        if (!addresses.isEmpty()) {
            next();
        } else if (running == 0) {
            winner.tryFail(failure);
        }
    }

    /** Returns {@code addresses} with those of the two kinds in turns, beginning with the kind of the first. */
    static <A> List<A> interleaved(List<A> addresses, Function<A, Class<?>> kind) {
        var first = kind.apply(addresses.getFirst());
        var ones = new ArrayDeque<A>();
        var others = new ArrayDeque<A>();
        addresses.forEach(address -> (kind.apply(address) == first ? ones : others).add(address));
        var mixed = new ArrayList<A>(addresses.size());
        while (!ones.isEmpty() || !others.isEmpty()) {
            if (!ones.isEmpty()) {
                mixed.add(ones.remove());
            }
            if (!others.isEmpty()) {
                mixed.add(others.remove());
            }
        }
        return mixed;
    }
}
