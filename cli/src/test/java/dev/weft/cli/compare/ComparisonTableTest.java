package dev.weft.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Pool;
import dev.weft.cli.Place;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

class ComparisonTableTest {

    /** A work that only has words. */
    private record Words() implements Work {
        @Override
        public String bound() {
            return "I/O";
        }

        @Override
        public String description() {
            return "10 letters";
        }

        @Override
        public int jobs() {
            return 10;
        }

        @Override
        public int jobsAtOnce(Place place) {
            return place.jobsAtOnce(10);
        }

        @Override
        public Place.Opened open(Place place, int jobsAtOnce) {
            return place.openForDownloads(jobsAtOnce);
        }

        @Override
        public boolean run(Pool pool, int count) {
            return true;
        }

        @Override
        public String reasonFor(Place place) {
            return "for the sake of " + place;
        }
    }

    private static Measurement row(Place place, double seconds, boolean ok) {
        return new Measurement(new Words(), place, 7, seconds, ok);
    }

    private static List<Measurement> rows(double sequential, double threads, double virtual) {
        return List.of(
                row(Place.SEQUENTIAL, sequential, true),
                row(Place.THREADS, threads, true),
                row(Place.VIRTUAL, virtual, true));
    }

    private static String print(List<Measurement> rows) {
        var out = new StringWriter();
        new ComparisonTable(new PrintWriter(out), Help.defaultColorScheme(Ansi.OFF), "#").print(rows);
        return out.toString();
    }

    @Test
    void aTableHasAHeadingARowForEachPlaceWithABarAndTheAdvice() {
        assertThat(print(rows(4, 2, 1)).lines())
                .containsExactly(
                        "I/O-bound: 10 letters",
                        "",
                        "  on          at once    seconds   speed-up",
                        "  sequential        7      4.000      1.00x  ok    ##########",
                        "  threads           7      2.000      2.00x  ok    ####################",
                        "  virtual           7      1.000      4.00x  ok    ########################################",
                        "",
                        "I/O-bound: take virtual: for the sake of virtual.",
                        "");
    }

    @ParameterizedTest
    @CsvSource({
        "4, 2, 1, VIRTUAL",
        "4, 1.1, 1, THREADS",
        "1.1, 1.1, 1, SEQUENTIAL",
        "1, 2, 3, SEQUENTIAL",
        "4, 1, 2, THREADS"
    })
    void theSimplestPlaceThatIsAboutAsFastAsTheFastestIsBest(double first, double second, double third, Place best) {
        assertThat(ComparisonTable.best(rows(first, second, third)).place()).isEqualTo(best);
    }

    @Test
    void aWrongRowSaysSoAndNothingIsAdvised() {
        var rows = List.of(row(Place.SEQUENTIAL, 4, true), row(Place.THREADS, 1, false));

        assertThat(print(rows))
                .contains("  threads           7      1.000      4.00x  wrong ####")
                .contains("I/O-bound: take none yet: a result was wrong.");
    }
}
