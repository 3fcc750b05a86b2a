package dev.weft.process.internal.crew;

import dev.weft.Future;
import dev.weft.Job;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZZ_Result;

/**
 * Whatever meets whatever while a job is at a worker, its future ends, the job is known to have stopped, and the pool can end:
 * nothing is lost, counted twice, or waited for in vain.
 */
public final class WhoseJob {

    private WhoseJob() {}

    /** A crew of one worker, which runs one job, and has another one waiting. */
    abstract static class AtWork {
        final Crew crew = ReadyWorkers.crew();
        final Future<Integer> before = crew.submit(Job.of(() -> 7));
        final WorkerJvm worker = crew.workers().getFirst();
        final Future<Integer> running;
        final Future<Integer> behind;

        AtWork() {
            ReadyWorkers.answer(crew, worker, 1); // now jobs are known to be short
            running = crew.submit(Job.of(() -> 7));
            behind = crew.submit(Job.of(() -> 7));
        }

        final void end(Future<Integer> future, LZZ_Result result) {
            result.r3 = ReadyWorkers.endsWell(crew);
            result.r1 = future.status();
            result.r2 = future.awaitStopped(Duration.ZERO);
            if (running.status() == Future.Status.FAILED) {
                running.exceptionNow(); // or each would be reported as one that nobody asked for
            }
        }
    }

    /** The running job is cancelled as its answer comes. */
    @JCStressTest
    @Outcome(id = "SUCCEEDED, true, true", expect = Expect.ACCEPTABLE, desc = "The answer came first.")
    @Outcome(id = "CANCELLED, true, true", expect = Expect.ACCEPTABLE, desc = "The cancel came first.")
    @State
    public static class CancelMeetsAnswer extends AtWork {
        @Actor
        public void cancel() {
            running.cancel(true);
        }

        @Actor
        public void hear() {
            ReadyWorkers.answer(crew, worker, 2);
        }

        @Arbiter
        public void look(LZZ_Result result) {
            end(running, result);
        }
    }

    /** A job that its worker has been asked to give back is cancelled as it comes. */
    @JCStressTest
    @Outcome(id = "CANCELLED, true, true", expect = Expect.ACCEPTABLE, desc = "It was cancelled, and is not lost.")
    @State
    public static class CancelMeetsReturn extends AtWork {
        @Actor
        public void cancel() {
            behind.cancel(true);
        }

        @Actor
        public void hear() {
            ReadyWorkers.giveBack(crew, worker, 3);
        }

        @Arbiter
        public void look(LZZ_Result result) {
            end(behind, result);
        }
    }

    /** The running job is cancelled as its worker dies. */
    @JCStressTest
    @Outcome(id = "FAILED, true, true", expect = Expect.ACCEPTABLE, desc = "The death came first.")
    @Outcome(id = "CANCELLED, true, true", expect = Expect.ACCEPTABLE, desc = "The cancel came first.")
    @State
    public static class CancelMeetsDeath extends AtWork {
        @Actor
        public void cancel() {
            running.cancel(true);
        }

        @Actor
        public void hear() {
            ReadyWorkers.die(crew, worker);
        }

        @Arbiter
        public void look(LZZ_Result result) {
            end(running, result);
        }
    }

    /** A job that waits at a worker is cancelled as that dies. */
    @JCStressTest
    @Outcome(id = "CANCELLED, true, true", expect = Expect.ACCEPTABLE, desc = "It was cancelled, and is not lost.")
    @State
    public static class CancelOfTheNextMeetsDeath extends AtWork {
        @Actor
        public void cancel() {
            behind.cancel(true);
        }

        @Actor
        public void hear() {
            ReadyWorkers.die(crew, worker);
        }

        @Arbiter
        public void look(LZZ_Result result) {
            end(behind, result);
        }
    }

    /** A job is submitted as the only worker dies: it runs there or in the next. */
    @JCStressTest
    @Outcome(id = "SUCCEEDED, true, true", expect = Expect.ACCEPTABLE, desc = "It was run.")
    @State
    public static class SubmitMeetsDeath extends AtWork {
        private volatile Future<Integer> submitted = running;

        @Actor
        public void submit() {
            submitted = crew.submit(Job.of(() -> 7));
        }

        @Actor
        public void hear() {
            ReadyWorkers.die(crew, worker);
        }

        @Arbiter
        public void look(LZZ_Result result) {
            end(submitted, result);
        }
    }

    /** The pool is shut down as the answer of its last job comes. */
    @JCStressTest
    @Outcome(id = "SUCCEEDED, true, true", expect = Expect.ACCEPTABLE, desc = "The job ended, and the pool after it.")
    @State
    public static class ShutdownMeetsAnswer extends AtWork {
        /** Leaves one job. */
        public ShutdownMeetsAnswer() {
            ReadyWorkers.answer(crew, worker, 2);
        }

        @Actor
        public void shutdown() {
            crew.shutdown();
        }

        @Actor
        public void hear() {
            ReadyWorkers.answer(crew, worker, 3);
        }

        @Arbiter
        public void look(LZZ_Result result) {
            end(behind, result);
        }
    }
}
