package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Channel;
import dev.weft.Deadline;
import dev.weft.DeadlineExceededException;
import dev.weft.Events;
import dev.weft.Future;
import dev.weft.Futures;
import dev.weft.Job;
import dev.weft.JobFailedException;
import dev.weft.Pool;
import dev.weft.PoolEvent;
import dev.weft.TaskGroup;
import dev.weft.ThreadPool;
import dev.weft.loop.Handle;
import dev.weft.loop.Loop;
import java.awt.EventQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the guide's page on the event loop. */
class GuideLoopTest {
    @TempDir
    private Path folder;

    private static String read(String part) throws InterruptedException {
        Loop.sleep(Duration.ofMillis(1));
        return "the " + part;
    }

    @Test
    void aMainJobHasALoopOfItsOwn() throws Exception {
        var printed = Printed.by(() -> {
            int answer = Loop.run(() -> {
                Loop.sleep(Duration.ofMillis(10)); // suspends this coroutine, and not the loop
                return 42;
            });
            IO.println(answer); // 42
        });

        assertThat(printed).containsExactly("42");
    }

    @Test
    void anOpenLoopIsAPool() throws Exception {
        var printed = Printed.by(() -> {
            try (Pool pool = Loop.open()) {
                Future<String> head = pool.submit(() -> read("head"));
                IO.println(head.result()); // the head
            }
        });

        assertThat(printed).containsExactly("the head");
    }

    @Test
    void aJobIsACoroutineAndAFutureIsATask() throws Exception {
        var printed = Printed.by(() -> Loop.run(() -> {
            Job<String> coroutine = () -> read("head"); // nothing happens yet
            IO.println(coroutine.call()); // "await": runs here, and waits here

            Loop loop = Loop.current();
            Future<String> task = loop.named("head").submit(coroutine); // "create_task": runs when we wait next
            IO.println(task); // Future[head-1 pending, from GuideLoopTest lambda]
            IO.println(task.result()); // the head
        }));

        assertThat(printed)
                .containsExactly("the head", "Future[head-1 pending, from GuideLoopTest lambda]", "the head");
    }

    @Test
    void aLoopShowsWhoWaitsForWhom() throws Exception {
        var printed = Printed.by(() -> Loop.run(() -> {
            var loop = Loop.current();
            var permits = new Semaphore(0);
            var order = loop.named("order").submit(() -> permits.acquire());
            var waiter = loop.named("waiter").submit(() -> order.result());
            Loop.yield();
            IO.println(waiter); // Future[waiter-1 running, waiting for job 'order-1' at …]
            IO.println(loop.tree()); // below waiter-1 stands order-1
            permits.release();
        }));

        assertThat(printed.getFirst()).startsWith("Future[waiter-1 running, waiting for job 'order-1' at ");
        assertThat(printed.subList(1, printed.size())).anyMatch(line -> line.contains("waiter-1"));
    }

    @Test
    void manyAtOnceAreGathered() {
        List<String> parts = Loop.run(() -> {
            var loop = Loop.current();
            Future<List<String>> both =
                    Futures.gather(List.of(loop.submit(() -> read("head")), loop.submit(() -> read("body"))));
            return both.result(); // in the order of the input
        });

        assertThat(parts).containsExactly("the head", "the body");
    }

    @Test
    void betweenTwoWaitsNothingElseRuns() {
        var pages = List.of("news", "sports", "news");
        Loop.run(() -> {
            var visits = new HashMap<String, Integer>(); // no lock: only this loop's coroutines see it
            TaskGroup.run(Loop.current(), group -> {
                for (var page : pages) {
                    group.submit(() -> {
                        read(page);
                        visits.merge(page, 1, Integer::sum); // no wait in here, so nobody comes between
                    });
                }
            });

            assertThat(visits).containsEntry("news", 2).containsEntry("sports", 1);
        });
    }

    @Test
    void locksAndQueuesAreTheJdks() {
        Loop.run(() -> {
            var queue = new ArrayBlockingQueue<String>(16);
            Loop.current().submit(() -> queue.put(read("head")));
            String head = queue.take(); // suspends until it has come

            assertThat(head).isEqualTo("the head");
        });
    }

    @Test
    void theFirstFailureEndsAGroup() throws Exception {
        var printed = Printed.by(() -> Loop.run(() -> {
            try {
                TaskGroup.run(Loop.current(), group -> {
                    group.submit(() -> Loop.sleep(Duration.ofDays(1))); // cancelled
                    group.submit(() -> Integer.parseInt("forty-two")); // fails
                });
            } catch (JobFailedException e) {
                IO.println(e.getCause()); // java.lang.NumberFormatException: For input string: "forty-two"
            }
        }));

        assertThat(printed).containsExactly("java.lang.NumberFormatException: For input string: \"forty-two\"");
    }

    @Test
    void aDeadlineReachesEveryWait() throws Exception {
        var printed = Printed.by(() -> Loop.run(() -> {
            var permits = new Semaphore(0);
            try {
                Deadline.run(Duration.ofMillis(50), () -> permits.acquire());
            } catch (DeadlineExceededException e) {
                IO.println(e.getMessage()); // the block was not done within PT0.05S
            }
        }));

        assertThat(printed).containsExactly("the block was not done within PT0.05S");
    }

    @Test
    void cleanUpIsNotCutShort() {
        var log = new ArrayList<String>();
        Loop.run(() -> {
            var connected = new Semaphore(0);
            Future<?> talk = Loop.current().submit(() -> {
                try {
                    connected.release();
                    Loop.sleep(Duration.ofDays(1));
                } finally {
                    TaskGroup.cleanUp(() -> log.add(read("farewell"))); // may wait, although it was cancelled
                }
            });
            connected.acquire();
            talk.cancel();
            talk.awaitStopped(Duration.ofSeconds(10)); // true
        });

        assertThat(log).containsExactly("the farewell");
    }

    @Test
    void whatWouldHoldTheLoopRunsElsewhere() throws Exception {
        var file = Files.writeString(folder.resolve("notes"), "a note");

        String note = Loop.run(() -> {
            try (Pool disk = ThreadPool.open(2)) {
                Future<String> text = Loop.current().on(disk, () -> Files.readString(file));
                return text.result(); // the others go on meanwhile
            }
        });

        assertThat(note).isEqualTo("a note");
    }

    @Test
    void computingGivesTheOthersATurn() {
        long sum = Loop.run(() -> {
            long total = 0;
            for (int i = 0; i < 1_000_000; i++) {
                total += i;
                if (i % 10_000 == 0) {
                    Loop.yield(); // also where a cancel arrives
                }
            }
            return total;
        });

        assertThat(sum).isEqualTo(499_999_500_000L);
    }

    @Test
    void callbacksHaveHandles() {
        var log = new ArrayList<String>();
        Loop.run(() -> {
            var loop = Loop.current();
            loop.callSoon(() -> log.add("soon"));
            Handle tea = loop.callLater(Duration.ofMinutes(2), () -> log.add("tea is ready"));
            Handle bell = loop.callAt(loop.time().plusMillis(1), () -> log.add("the bell"));
            tea.cancel();
            bell.future().result();

            assertThat(tea.isCancelled()).isTrue();
        });

        assertThat(log).containsExactly("soon", "the bell");
    }

    @Test
    void aDoneCallbackRunsOnTheLoop() {
        var log = new ArrayList<String>();
        Loop.run(() -> {
            var loop = Loop.current();
            Future<String> head = loop.submit(() -> read("head"));
            head.addDoneCallback(done -> log.add(done.status() + " on " + (Loop.current() == loop)));
            head.result();
            Loop.yield(); // callbacks come in the next pass
        });

        assertThat(log).containsExactly("SUCCEEDED on true");
    }

    @Test
    void otherLibrariesGetCoroutinesByAThreadFactory() throws Exception {
        var log = new ArrayList<String>();
        try (Loop loop = Loop.open()) {
            Thread visitor = loop.threadFactory().newThread(() -> log.add("a coroutine of the loop"));
            visitor.start();
            visitor.join();
        }

        assertThat(log).containsExactly("a coroutine of the loop");
    }

    @Test
    void valuesComeOneAfterTheOther() throws Exception {
        var printed = Printed.by(() -> Loop.run(() -> {
            var parts = Channel.<String>bounded(16);
            Loop.current().submit(() -> {
                try (parts) { // closed at the end, so the iteration ends, too
                    parts.send(read("head")); // waits while 16 are not taken
                    parts.send(read("body"));
                }
            });
            for (var part : parts) { // waits for the next
                IO.println(part);
            }
        }));

        assertThat(printed).containsExactly("the head", "the body");
    }

    @Test
    void aLoopRunsOverAUserInterface() throws Exception {
        var printed = Printed.by(() -> {
            try (Loop ui = Loop.over(EventQueue::invokeLater)) {
                Future<?> click = ui.submit(() -> {
                    String text = read("page"); // the window does not freeze
                    IO.println(EventQueue.isDispatchThread()); // false: Thread.currentThread() is the coroutine
                    ui.onCarrier(() -> show(text)); // so what belongs to the window is called like this
                });
                click.result();
            }
        });

        assertThat(printed).containsExactly("false", "the page, shown: true");
    }

    private static void show(String text) {
        IO.println("%s, shown: %s".formatted(text, EventQueue.isDispatchThread()));
    }

    @Test
    void aHeldLoopIsReportedWhileItIsHeld() throws Exception {
        var reports = new CopyOnWriteArrayList<PoolEvent.LoopHeld>();
        try (var _ = Events.subscribe(event -> {
                    if (event instanceof PoolEvent.LoopHeld held) {
                        reports.add(held);
                    }
                });
                Loop loop = Loop.builder()
                        .name("mail")
                        .heldLimit(Duration.ofMillis(250))
                        .open()) {
            loop.submit(() -> spinUntil(reports)).result();

            assertThat(loop.held().count()).isPositive();
            assertThat(reports.getFirst().pool()).isEqualTo("mail");
        }
    }

    private static void spinUntil(List<?> reports) throws IOException {
        long start = System.nanoTime();
        while (reports.isEmpty()) {
            if (System.nanoTime() - start > Duration.ofMinutes(1).toNanos()) {
                throw new IOException("nobody reported the loop");
            }
            Thread.onSpinWait();
        }
    }
}
