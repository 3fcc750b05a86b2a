package dev.weft.loop.testing.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.Action;
import dev.weft.loop.testing.Simulated;
import dev.weft.loop.testing.Simulation;
import dev.weft.loop.testing.SimulationFailedError;
import org.junit.jupiter.api.Test;

/** A simulation finds the bugs of three small programs, which run well nearly always; their cures hold for all seeds. */
class PlantedBugsTest {

    private static SimulationFailedError find(Action program) {
        return catchThrowableOfType(SimulationFailedError.class, () -> Simulation.explore(1_000, program));
    }

    private static void replays(SimulationFailedError found, Action program) {
        assertThatThrownBy(() -> Simulation.run(found.seed(), program))
                .hasMessage(found.getMessage())
                .satisfies(again ->
                        assertThat(((SimulationFailedError) again).trace()).isEqualTo(found.trace()));
    }

    @Test
    void findsTheLostUpdate() {
        Action program = () -> LostUpdate.payIn(new LostUpdate.Account());

        var found = find(program);

        assertThat(found).hasMessageContaining("120 were paid in, and ");
        replays(found, program);
    }

    @Simulated(seeds = 500)
    void losesNoUpdateWithALock() {
        LostUpdate.payIn(new LostUpdate.SafeAccount());
    }

    @Test
    void findsTheDeadlockAndBothWhoWait() {
        Action program = () -> LockOrder.backAndForth(LockOrder::transfer);

        var found = find(program);

        assertThat(found)
                .hasMessageContaining("deadlock")
                .hasMessageContaining("waits for ReentrantLock.NonfairSync #1")
                .hasMessageContaining("waits for ReentrantLock.NonfairSync #2")
                .hasMessageContaining("LockOrder.transfer(LockOrder.java:");
        replays(found, program);
    }

    @Simulated(seeds = 500)
    void doesNotDeadlockWithLocksInOrder() {
        LockOrder.backAndForth(LockOrder::transferInOrder);
    }

    @Test
    void findsThePaymentThatIsMadeTwice() {
        Action program = () -> PaidTwice.rushHour(PaidTwice::pay);

        var found = find(program);

        assertThat(found).hasMessageContaining("3 customers paid 4 times");
        replays(found, program);
    }

    @Simulated(seeds = 500)
    void paysOnceIfTheAttemptIsEndedFirst() {
        PaidTwice.rushHour(PaidTwice::payOnce);
    }
}
