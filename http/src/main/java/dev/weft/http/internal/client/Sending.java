package dev.weft.http.internal.client;

import dev.weft.Clock;
import dev.weft.WaitInterruptedException;
import dev.weft.http.ClientMiddleware;
import dev.weft.http.ClientRequest;
import dev.weft.http.ClientResponse;
import dev.weft.http.CookieJar;
import dev.weft.http.HttpException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user: follows redirects, each with its retries, each of which passes through the middlewares.
 *
 * <p>Used by one thread.
 */
final class Sending {
    private final Engine engine;
    private final Settings settings;
    private final Limits limits;

    Sending(Engine engine, Limits limits) {
        this.engine = engine;
        this.settings = engine.settings();
        this.limits = limits;
    }

    ClientResponse send(ClientRequest first) {
        var redirects = new Redirects(settings.downgrade());
        var trail = new ArrayList<URI>();
        var history = new ArrayList<ClientResponse.Hop>();
        for (var request = first; ; ) {
            var response = withRetries(request);
            ClientRequest next;
            try {
                next = redirects.next(request, response.status(), response.headers(), trail);
            } catch (HttpException e) {
                response.close();
                throw e;
            }
            if (next == null) {
                return withHistory(response, history);
            }
            response.close();
            trail.add(request.uri());
            history.add(new ClientResponse.Hop(response.status(), request.uri(), response.headers()));
            request = next;
        }
    }

    private static ClientResponse withHistory(ClientResponse response, List<ClientResponse.Hop> history) {
        if (!history.isEmpty() && response instanceof Response own) {
            own.history(history);
        }
        return response;
    }

    // ---- retries

    private ClientResponse withRetries(ClientRequest request) {
        if (request.retries().most() == 0) {
            return throughMiddlewares(request, 0);
        }
        var pauses = new Pauses(request, InstantSource.system(), ThreadLocalRandom.current());
        while (true) {
            Duration pause;
            try {
                var response = throughMiddlewares(request, 0);
                pause = pauses.after(response);
                if (!isInTime(pause)) {
                    return response;
                }
                response.close();
            } catch (HttpException e) {
                pause = pauses.after(e);
                if (!isInTime(pause)) {
                    throw e;
                }
            }
            pause(request, pause);
        }
    }

    private boolean isInTime(@Nullable Duration pause) {
        if (pause == null) {
            return false;
        }
        var left = limits.left();
        return left == null || pause.compareTo(left) < 0;
    }

    private static void pause(ClientRequest request, @Nullable Duration pause) {
        try {
            if (pause != null) {
                Clock.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(
                    "interrupted in the pause before %s is sent again".formatted(request), e);
        }
    }

    // ---- middlewares

    private ClientResponse throughMiddlewares(ClientRequest request, int index) {
        if (index == settings.middlewares().size()) {
            return overTheWire(request);
        }
        ClientMiddleware.Next next = changed -> throughMiddlewares(changed, index + 1);
        return settings.middlewares().get(index).handle(request, next);
    }

    private ClientResponse overTheWire(ClientRequest request) {
        var jar = settings.cookies();
        var response = new Attempt(engine, withCookies(request, jar), limits).run();
        if (jar != null) {
            jar.receive(request.uri(), response.headers());
        }
        return response;
    }

    /** Returns {@code request} with what {@code jar} has for it. */
    static ClientRequest withCookies(ClientRequest request, @Nullable CookieJar jar) {
        var kept = jar == null ? null : jar.header(request.uri());
        if (kept == null) {
            return request;
        }
        var own = request.headers().first("Cookie");
        return request.header("Cookie", own == null ? kept : kept + "; " + own);
    }
}
