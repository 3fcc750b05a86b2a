package dev.weft.bench.http;

import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Rig;
import java.util.ArrayList;
import java.util.List;

/** Servers that send back 1 KiB, each in a process of its own. */
final class Streams {

    private Streams() {}

    static void run(Rig rig, Cores cores, Pythons pythons) throws Exception {
        try (var contenders = new Contenders()) {
            var load = contenders.add(EchoLoad.contender(cores, EchoLoad.Through.STREAM));
            var ours = contenders.add(JvmStream.WEFT.contender(cores));
            var rivals = new ArrayList<Contender>();
            rivals.add(JvmStream.WEFT_VIRTUAL.contender(cores));
            rivals.add(JvmStream.VERTX.contender(cores));
            rivals.addAll(pythons.streams(Pythons.ASYNCIO, cores, "serve-echo"));
            rivals.addAll(pythons.streams(Pythons.UVLOOP, cores, "serve-echo"));
            List<Peer> peers = contenders.addAll(rivals).stream()
                    .map(rival -> rival.peer(each -> EchoLoad.probe(load, each)))
                    .toList();
            contenders.compare(
                    rig, new Contest(EchoLoad.quantities("TCP echo, 1 KiB"), EchoLoad.probe(load, ours), peers));
        }
    }
}
