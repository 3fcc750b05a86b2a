package dev.weft.bench.loop;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;

/**
 * Tasks of a virtual-thread context of Vert.x, of which one runs at a time, until it awaits. There is no yield: the next turn is
 * awaited as a task of the context, behind those that are ready.
 */
final class VertxCoroutines implements Coroutines {
    private final Vertx vertx = Vertx.vertx();
    private final Context context;

    VertxCoroutines() {
        var home = new Home();
        vertx.deployVerticle(home, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        context = home.home();
    }

    /** Has a context of its own, which is all that it is there for. */
    private static final class Home extends VerticleBase {
        Context home() {
            return context;
        }
    }

    @Override
    public void yielding(Rota rota) {
        for (var walker : rota.walkers()) {
            context.runOnContext(_ -> {
                while (walker.goesOn()) {
                    inContext().await();
                }
            });
        }
    }

    @Override
    public void creating(Rota rota) {
        var walker = rota.walkers().getFirst();
        context.runOnContext(_ -> {
            while (walker.goesOn()) {
                createAndAwait();
            }
        });
    }

    private void createAndAwait() {
        var window = new ArrayList<Future<Integer>>(WINDOW);
        for (int i = 0; i < WINDOW; i++) {
            window.add(inContext());
        }
        window.forEach(future -> future.await());
    }

    /** Returns the future of an empty task of the context. */
    private Future<Integer> inContext() {
        var promise = Promise.<Integer>promise();
        context.runOnContext(_ -> promise.complete(1));
        return promise.future();
    }

    @Override
    public CpuClock cpu() {
        return CpuClock.ofProcess();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
