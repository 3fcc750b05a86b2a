package dev.weft.bench.http;

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

    @Override
    public void close() throws IOException {
        for (var contender : all.reversed()) {
            contender.close();
        }
    }
}
