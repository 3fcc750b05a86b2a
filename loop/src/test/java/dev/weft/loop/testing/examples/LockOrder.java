package dev.weft.loop.testing.examples;

import dev.weft.Clock;
import dev.weft.TaskGroup;
import dev.weft.loop.Loop;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Transfers between two accounts, with a planted bug: each locks the account it takes from first. */
final class LockOrder {

    private LockOrder() {}

    /** Something of which one transfer at a time may change the balance. */
    static final class Account {
        private final ReentrantLock lock = new ReentrantLock();
        private final int number;
        private int balance = 100;

        Account(int number) {
            this.number = number;
        }
    }

    /** Deadlocks, if one goes from a to b while another goes from b to a. */
    static void transfer(Account from, Account to, int amount) throws InterruptedException {
        from.lock.lock();
        try {
            Clock.sleep(Duration.ofMillis(amount)); // looks up whether so much may be transferred
            to.lock.lock();
            try {
                from.balance -= amount;
                to.balance += amount;
            } finally {
                to.lock.unlock();
            }
        } finally {
            from.lock.unlock();
        }
    }

    /** Locks the accounts in the order of their numbers. */
    static void transferInOrder(Account from, Account to, int amount) throws InterruptedException {
        var first = from.number < to.number ? from : to;
        var second = first == from ? to : from;
        first.lock.lock();
        try {
            second.lock.lock();
            try {
                transfer(from, to, amount);
            } finally {
                second.lock.unlock();
            }
        } finally {
            first.lock.unlock();
        }
    }

    /** A way to transfer. */
    @FunctionalInterface
    interface Transfer {
        void run(Account from, Account to, int amount) throws InterruptedException;
    }

    /** Transfers back and forth; the first has time to end before the second, unless the lookup is slow. */
    static void backAndForth(Transfer transfer) {
        var left = new Account(1);
        var right = new Account(2);
        TaskGroup.run(Loop.current(), group -> {
            group.submit(() -> transfer.run(left, right, 10));
            group.submit(() -> {
                Clock.sleep(Duration.ofMillis(10));
                transfer.run(right, left, 5);
            });
        });
        if (left.balance != 95 || right.balance != 105) {
            throw new AssertionError("%d are left, and %d right".formatted(left.balance, right.balance));
        }
    }
}
