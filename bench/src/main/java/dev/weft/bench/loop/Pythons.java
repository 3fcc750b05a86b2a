package dev.weft.bench.loop;

import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Python;
import dev.weft.bench.Rig;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The event loops that there are in Python.
 *
 * @param python {@code null} where there is none, nor a loop
 * @param uvloop whether it has uvloop beside its own
 */
record Pythons(@Nullable Python python, boolean uvloop) {
    static final String ASYNCIO = "asyncio";
    static final String UVLOOP = "uvloop";

    static Pythons of(Rig rig) {
        var python = rig.python();
        boolean uvloop = python != null && python.measure("has_uvloop")[0] > 0;
        if (python != null && !uvloop) {
            rig.note("no uvloop found: its rows are left out");
        }
        return new Pythons(python, uvloop);
    }

    /** Returns those that do {@code drill}. */
    List<Peer> peers(Drill drill) {
        if (python == null) {
            return List.of();
        }
        return loops().map(loop -> new Peer(
                        "Python " + loop,
                        turn -> python.measure("%s %s %d".formatted(loop, drill.question(), turn.toMillis())),
                        loop.equals(UVLOOP) ? drill.againstUvloop() : drill.againstAsyncio()))
                .toList();
    }

    /** Returns those that do something with so many, each time in a process of its own. */
    List<Peer> peersApart(String what, int many) {
        if (python == null) {
            return List.of();
        }
        return loops().map(
                        loop -> new Peer("Python " + loop, _ -> python.measureApart(loop, what, String.valueOf(many))))
                .toList();
    }

    private Stream<String> loops() {
        return uvloop ? Stream.of(ASYNCIO, UVLOOP) : Stream.of(ASYNCIO);
    }
}
