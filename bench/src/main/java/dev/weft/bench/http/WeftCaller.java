package dev.weft.bench.http;

import dev.weft.Pool;
import dev.weft.http.HttpClient;
import java.net.URI;
import java.util.stream.Stream;

/** Ours: jobs of a pool that ask, one page after the other. */
final class WeftCaller implements HttpCaller {
    private final HttpClient client = HttpClient.builder().limit(IN_FLIGHT).open();
    private final Pool pool;
    private final Runnable closePool;

    /** Makes one whose jobs are {@code pool}'s; {@code closePool} closes that in the end. */
    WeftCaller(Pool pool, Runnable closePool) {
        this.pool = pool;
        this.closePool = closePool;
    }

    @Override
    public void call(URI uri, Calls calls) {
        var jobs = Stream.generate(() -> pool.submit(() -> askAgainAndAgain(uri, calls)))
                .limit(IN_FLIGHT)
                .toList();
        jobs.forEach(job -> job.result());
    }

    private void askAgainAndAgain(URI uri, Calls calls) {
        boolean wantsMore = true;
        while (wantsMore) {
            try (var response = client.get(uri).send()) {
                wantsMore = calls.answered(response.status(), response.text().length());
            }
        }
    }

    @Override
    public void close() {
        closePool.run();
        client.close();
    }
}
