package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import dev.weft.ThreadPool;
import dev.weft.testkit.Observed;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers on a pool of threads that has little room. */
@Timeout(120)
class HandlerPoolTest {
    @Test
    void aFullPoolDoesNotHoldTheEventLoopUp() throws Exception {
        var letGo = new CountDownLatch(1);
        var routes = Routes.create().get("/", _ -> {
            letGo.await();
            return Response.text("done");
        });
        try (var pool = ThreadPool.builder().threads(1).queueLimit(1).open();
                var server = HttpServer.builder().loops(1).handleOn(pool).open(routes);
                var client = HttpClient.open();
                var callers = ThreadPool.virtual()) {
            var answers = new ArrayList<Future<String>>();
            for (int i = 0; i < 10; i++) {
                answers.add(callers.submit(() -> client.get(server.uri()).text()));
            }
            // None held up what reads the next.
            Observed.until(
                    "all requests to be in progress", () -> server.statistics().requestsInProgress() == 10);

            letGo.countDown();

            for (var answer : answers) {
                assertThat(answer.result()).isEqualTo("done");
            }
        }
    }
}
