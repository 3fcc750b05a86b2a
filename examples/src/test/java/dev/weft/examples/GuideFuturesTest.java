package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import dev.weft.JobFailedException;
import dev.weft.Pool;
import dev.weft.ThreadPool;
import org.junit.jupiter.api.Test;

/** The code of the guide's first chapters. */
class GuideFuturesTest {

    @Test
    void aJobGivesAFutureAndThatAValue() throws Exception {
        var printed = Printed.by(() -> {
            try (Pool pool = ThreadPool.open()) {
                Future<Integer> length = pool.submit(() -> "weft".length());
                IO.println(length.result()); // 4
            }
        });

        assertThat(printed).containsExactly("4");
    }

    @Test
    void aBuilderHasTheRest() throws Exception {
        var printed = Printed.by(() -> {
            try (Pool pool = ThreadPool.builder()
                    .name("resize")
                    .threads(4)
                    .queueLimit(1_000)
                    .initializer(() -> IO.println("a thread starts"))
                    .open()) {
                IO.println(pool.submit(() -> Thread.currentThread().getName()).result()); // resize-1
            }
        });

        assertThat(printed).containsExactly("a thread starts", "resize-1");
    }

    @Test
    void aFailureIsTheCause() throws Exception {
        var printed = Printed.by(() -> {
            try (Pool pool = ThreadPool.open()) {
                Future<Integer> number = pool.submit(() -> Integer.parseInt("forty-two"));
                try {
                    IO.println(number.result());
                } catch (JobFailedException e) {
                    IO.println(e.getCause()); // java.lang.NumberFormatException: For input string: "forty-two"
                }
            }
        });

        assertThat(printed).containsExactly("java.lang.NumberFormatException: For input string: \"forty-two\"");
    }

    @Test
    void callbacksAndStagesFollowAFuture() throws Exception {
        var printed = Printed.by(() -> {
            try (Pool pool = ThreadPool.open()) {
                Future<String> page = pool.named("page").submit(() -> "some text");
                page.addDoneCallback(done -> IO.println(done.name() + " is " + done.status())); // page-1 is SUCCEEDED
                Future<Integer> size = page.thenApply(String::length);
                IO.println(size.result()); // 9
            }
        });

        assertThat(printed).containsExactlyInAnyOrder("page-1 is SUCCEEDED", "9");
    }
}
