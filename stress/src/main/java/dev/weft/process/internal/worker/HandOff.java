package dev.weft.process.internal.worker;

import dev.weft.JobOptions;
import dev.weft.internal.task.Task;
import dev.weft.process.internal.codec.Chunks;
import dev.weft.process.internal.codec.Message;
import dev.weft.process.internal.wire.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Each job that a worker is sent is run or given back, never both and never neither, and the parent hears it in order. */
public final class HandOff {

    private HandOff() {}

    /** A worker's inbox, and what its parent hears. */
    abstract static class Worker {
        final Inbox inbox = new Inbox();
        private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();

        static Frame.Run job(int number) {
            return new Frame.Run(number, null, null, new Message(0, Chunks.of(new byte[0]), List.of()));
        }

        final void tell(Frame frame) {
            heard.add(
                    switch (frame) {
                        case Frame.Revoked(int number) -> "back-" + number;
                        default -> "a " + frame;
                    });
        }

        /** Does what the main thread does, but for running the jobs. */
        final void answerAll() {
            for (var job = inbox.take(); job != null; job = inbox.take()) {
                heard.add("ran-" + job.number());
                inbox.end();
            }
        }

        /** Does what the control thread does. */
        final void revokeFirst(boolean interrupt) {
            try {
                inbox.revoke(1, interrupt, this::tell);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        final String heard() {
            return String.join(" ", heard);
        }
    }

    /** A job is taken back as the main thread comes to it: that is heard before the answer of the job behind it. */
    @JCStressTest
    @Outcome(id = "ran-1 ran-2", expect = Expect.ACCEPTABLE, desc = "The main thread was first.")
    @Outcome(id = "back-1 ran-2", expect = Expect.ACCEPTABLE, desc = "The control thread was first.")
    @State
    public static class RevokeMeetsTake extends Worker {
        /** Has two jobs arrive. */
        public RevokeMeetsTake() {
            inbox.add(job(1));
            inbox.add(job(2));
        }

        @Actor
        public void main() {
            answerAll();
        }

        @Actor
        public void control() {
            revokeFirst(false);
        }

        @Arbiter
        public void look(L_Result result) {
            result.r1 = heard();
        }
    }

    /** A job is taken back as it arrives: the two channels are not in step. */
    @JCStressTest
    @Outcome(id = "ran-1 ran-2", expect = Expect.ACCEPTABLE, desc = "It came too late.")
    @Outcome(id = "back-1 ran-2", expect = Expect.ACCEPTABLE, desc = "It came before the job, or before its turn.")
    @State
    public static class RevokeMeetsArrival extends Worker {
        @Actor
        public void main() {
            arrive(1);
            arrive(2);
            answerAll();
        }

        private void arrive(int number) {
            if (!inbox.add(job(number))) {
                tell(new Frame.Revoked(number));
            }
        }

        @Actor
        public void control() {
            revokeFirst(false);
        }

        @Arbiter
        public void look(L_Result result) {
            result.r1 = heard();
        }
    }

    /** A job is interrupted as it begins or ends: if it is, it is that one and not the next. */
    @JCStressTest
    @Outcome(id = "SUCCEEDED, calm", expect = Expect.ACCEPTABLE, desc = "It had ended.")
    @Outcome(id = "CANCELLED, calm", expect = Expect.ACCEPTABLE, desc = "It was interrupted, or did not even begin.")
    @Outcome(id = "PENDING, calm", expect = Expect.ACCEPTABLE, desc = "It was given back.")
    @State
    public static class InterruptMeetsJob extends Worker {
        private final Task<String> first = task();
        private final Task<String> second = task();

        /** Has two jobs arrive. */
        public InterruptMeetsJob() {
            inbox.add(job(1));
            inbox.add(job(2));
        }

        private static Task<String> task() {
            return new Task<>(
                    new WorkerPlace("actor"), JobOptions.none(), () -> Thread.interrupted() ? "interrupted" : "calm");
        }

        @Actor
        public void main(LL_Result result) {
            for (var job = inbox.take(); job != null; job = inbox.take()) {
                var task = job.number() == 1 ? first : second;
                inbox.begin(task);
                task.run();
                inbox.end();
            }
            result.r2 = second.status() == dev.weft.Future.Status.SUCCEEDED ? second.resultNow() : second.status();
        }

        @Actor
        public void control() {
            revokeFirst(true);
        }

        @Arbiter
        public void look(LL_Result result) {
            result.r1 = first.status();
        }
    }
}
