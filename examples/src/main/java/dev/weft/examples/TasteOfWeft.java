package dev.weft.examples;

import dev.weft.Future;
import dev.weft.Pool;
import dev.weft.TaskGroup;
import dev.weft.ThreadPool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** The README's code, as a program. It takes two or more URLs. */
public final class TasteOfWeft {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private TasteOfWeft() {}

    static void main(String[] args) {
        taste(args[0], List.of(args), args[0], args[1]);
    }

    static void taste(String news, List<String> urls, String header, String article) {
        try (Pool pool = ThreadPool.virtual()) {
            Future<String> page = pool.named("news").submit(() -> download(news));
            page.addDoneCallback(done -> System.out.println(done.name() + " is " + done.status()));
            System.out.println(page.result(Duration.ofSeconds(5)));

            // In the order in which they finish, 20 at a time, each within 30 seconds. Works on endless input, too.
            Pool careful = pool.limit(20).within(Duration.ofSeconds(30));
            try (var downloads = careful.asCompleted(url -> download(url), urls)) {
                for (Future<String> download : downloads) {
                    System.out.println(download.exception() == null ? download.result() : download.exception());
                }
            }

            // Both or neither: the first failure cancels the other, and the block ends when both have stopped.
            int size = TaskGroup.run(pool, group -> {
                Future<String> head = group.submit(() -> download(header));
                Future<String> body = group.submit(() -> download(article));
                return head.result().length() + body.result().length();
            });
            System.out.println(size + " characters");
        }
    }

    private static String download(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }
}
