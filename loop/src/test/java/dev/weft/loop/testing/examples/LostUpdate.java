package dev.weft.loop.testing.examples;

import dev.weft.TaskGroup;
import dev.weft.loop.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Two deposits to one account, with a planted bug: the balance is read before a wait, and written after it. */
final class LostUpdate {

    private LostUpdate() {}

    /** Loses a deposit, if another one comes while the first is written to the ledger. */
    static class Account {
        private final List<String> ledger = new ArrayList<>();
        private int balance;

        void deposit(int amount) {
            int before = balance;
            write("deposit of " + amount);
            balance = before + amount;
        }

        private void write(String line) {
            Loop.yield(); // stands for a database
            ledger.add(line);
        }
    }

    /** Has one deposit at a time. */
    static final class SafeAccount extends Account {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        void deposit(int amount) {
            lock.lock();
            try {
                super.deposit(amount);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Has two coroutines pay in; what they pay in has to be there. */
    static void payIn(Account account) {
        TaskGroup.run(Loop.current(), group -> {
            group.submit(() -> account.deposit(100));
            group.submit(() -> account.deposit(20));
        });
        if (account.balance != 120) {
            throw new AssertionError("120 were paid in, and %d are there".formatted(account.balance));
        }
    }
}
