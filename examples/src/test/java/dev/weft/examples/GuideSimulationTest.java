package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.TaskGroup;
import dev.weft.loop.Loop;
import dev.weft.loop.testing.Simulated;
import java.util.concurrent.locks.ReentrantLock;

/** The code of the guide's page on simulation. */
class GuideSimulationTest {

    /** Looks its balance up, and writes it back, somewhere else: both are waits. */
    private static final class Account {
        private final ReentrantLock lock = new ReentrantLock();
        // Guarded by lock.
        private int balance;

        void deposit(int amount) {
            lock.lock();
            try {
                int before = balance;
                Loop.yield();
                balance = before + amount;
            } finally {
                lock.unlock();
            }
        }

        int balance() {
            return balance;
        }
    }

    @Simulated(seeds = 500)
    void noDepositIsLost() {
        var account = new Account();
        TaskGroup.run(Loop.current(), group -> {
            group.submit(() -> account.deposit(100));
            group.submit(() -> account.deposit(20));
        });
        assertThat(account.balance()).isEqualTo(120);
    }
}
