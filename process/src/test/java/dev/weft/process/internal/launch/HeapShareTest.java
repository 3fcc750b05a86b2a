package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapShareTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    @ParameterizedTest
    @CsvSource({"4, 1", "16, 4", "64, 8", "256, 64"})
    void allHeapsTogetherFitIntoMemory(int gib, int workers) {
        var memory = gib * GIB;
        var parent = memory / 4;

        assertThat(parent + workers * HeapShare.bytes(memory, parent, workers)).isLessThan(memory);
    }

    @Test
    void whatTheParentMayTakeIsLeftToIt() {
        assertThat(HeapShare.bytes(8 * GIB, 2 * GIB, 4)).isEqualTo((6 * GIB - 128 * MIB) / 4 - 128 * MIB);
    }

    @Test
    void aWorkerHasEnoughToWorkWhateverTheParentTakes() {
        assertThat(HeapShare.bytes(2 * GIB, 2 * GIB, 8)).isEqualTo(64 * MIB);
    }

    @Test
    void pointersStaySmall() {
        assertThat(HeapShare.bytes(512 * GIB, 1 * GIB, 1)).isEqualTo(31 * GIB);
    }
}
