package dev.weft.bench.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The JDK's client, whose answers ask for the next. */
final class JdkCaller implements HttpCaller {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public void call(URI uri, Calls calls) {
        var request = HttpRequest.newBuilder(uri).build();
        var chains =
                Stream.generate(() -> chain(request, calls)).limit(IN_FLIGHT).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(chains).join();
    }

    private CompletableFuture<Void> chain(HttpRequest request, Calls calls) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenCompose(response ->
                        calls.answered(response.statusCode(), response.body().length())
                                ? chain(request, calls)
                                : CompletableFuture.completedFuture(null));
    }

    @Override
    public void close() {
        client.close();
    }
}
