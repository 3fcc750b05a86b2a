package dev.weft.loop.testing.examples;

import dev.weft.Clock;
import dev.weft.TaskGroup;
import dev.weft.WaitTimeoutException;
import dev.weft.loop.Loop;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Payments that are tried again after a time-out, with a planted bug: the first try goes on. */
final class PaidTwice {
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private PaidTwice() {}

    /** Takes one payment at a time, and 50 ms for each. */
    static final class Bank {
        private final Semaphore desk = new Semaphore(1);
        private int paid;

        void pay() throws InterruptedException {
            desk.acquire();
            try {
                Clock.sleep(Duration.ofMillis(50));
                paid++;
            } finally {
                desk.release();
            }
        }
    }

    /** Pays twice, if the bank's answer comes just after the time-out. */
    static void pay(Bank bank) {
        while (true) {
            var attempt = Loop.current().submit(() -> bank.pay());
            try {
                attempt.result(PATIENCE);
                return;
            } catch (WaitTimeoutException _) {
                // tries again
            }
        }
    }

    /** Ends an attempt before the next one. */
    static void payOnce(Bank bank) {
        while (true) {
            var attempt = Loop.current().submit(() -> bank.pay());
            try {
                attempt.result(PATIENCE);
                return;
            } catch (WaitTimeoutException _) {
                if (!attempt.cancel()) {
                    return; // it was done after all
                }
                attempt.awaitStopped(PATIENCE);
            }
        }
    }

    /** A way to pay. */
    @FunctionalInterface
    interface Payment {
        void pay(Bank bank);
    }

    /** Has three customers pay at the same time; the last one is served just before it loses patience, or just after. */
    static void rushHour(Payment payment) {
        var bank = new Bank();
        TaskGroup.run(Loop.current(), group -> {
            for (int customer = 0; customer < 3; customer++) {
                group.submit(() -> payment.pay(bank));
            }
        });
        if (bank.paid != 3) {
            throw new AssertionError("3 customers paid %d times".formatted(bank.paid));
        }
    }
}
