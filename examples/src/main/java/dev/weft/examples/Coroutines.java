package dev.weft.examples;

import dev.weft.Futures;
import dev.weft.Job;
import dev.weft.loop.Loop;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Coroutines, awaited one after the other and run at once: the notebook's cells In [43] to In [54].
 *
 * <p>There, what may wait is marked with {@code async}, and every call of it with {@code await}. Here it is a method like any
 * other: on a loop it suspends its coroutine where it waits, and anywhere else its thread.
 */
public final class Coroutines {
    private final RandomGenerator random;
    private final Duration longest;

    /** Makes the cells with answers that take up to {@code longest}. */
    Coroutines(RandomGenerator random, Duration longest) {
        this.random = random;
        this.longest = longest;
    }

    static void main() {
        // The notebook's own loop, in which its cells run.
        Loop.run(() -> new Coroutines(RandomGenerator.getDefault(), Duration.ofSeconds(1)).cells());
    }

    void cells() throws Exception {
        // In [44]: a job that is not called yet, and does nothing
        Job<Integer> coro = Coroutines::coro;
        IO.println(coro);

        // In [46]: awaited, which is called
        IO.println(coro.call());

        // In [50] and In [51]
        var result = asyncDownload("https://twitter.com/");
        IO.println(result);

        // In [53] and In [54]
        IO.println(threeAtOnce());
    }

    /** In [43]. */
    static int coro() {
        return 1;
    }

    /** In [48]. */
    private String callWebApi(String url) throws InterruptedException {
        // Sleeps in place of the call of a web API.
        IO.println("send a request: " + url);
        Loop.sleep(Duration.ofNanos((long) (random.nextDouble() * longest.toNanos())));
        IO.println("got a response: " + url);
        return url;
    }

    /** In [49]. */
    String asyncDownload(String url) throws InterruptedException {
        var response = callWebApi(url);
        return response;
    }

    /** Results in the order of the input, answers in the order in which they come; In [52]. */
    List<String> threeAtOnce() {
        var loop = Loop.current();
        var task = Futures.gather(List.of(
                loop.submit(() -> asyncDownload("https://twitter.com/")),
                loop.submit(() -> asyncDownload("https://facebook.com")),
                loop.submit(() -> asyncDownload("https://instagram.com"))));
        return task.result();
    }
}
