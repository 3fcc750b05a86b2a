package dev.weft.bench.http;

import dev.weft.bench.Contest;
import dev.weft.bench.Rig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Those whose processes end together, the last one first, as it may depend on those before. */
final class Contenders implements AutoCloseable {
    private final List<Contender> all = new ArrayList<>();

    Contender add(Contender contender) {
        all.add(contender);
        return contender;
    }

    List<Contender> addAll(List<Contender> contenders) {
        all.addAll(contenders);
        return contenders;
    }

    /**
     * Compares them once they have come up to speed. For that they have all cores: on one, a JVM's compiler would take half a minute. They
     * begin on their own, by which they decide how many threads they make.
     */
    void compare(Rig rig, Contest contest) throws Exception {
        rig.compareSteady(contest, () -> eachRuns(Contender::anywhere), () -> eachRuns(Contender::onOwnCore));
    }

    private interface Move {
        void of(Contender contender) throws Exception;
    }

    private void eachRuns(Move move) throws Exception {
        for (var contender : all) {
            move.of(contender);
        }
    }

    @Override
    public void close() throws IOException {
        for (var contender : all.reversed()) {
            contender.close();
        }
    }
}
