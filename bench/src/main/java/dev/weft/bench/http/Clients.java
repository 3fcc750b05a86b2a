package dev.weft.bench.http;

import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import dev.weft.bench.Unit;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Clients that ask an nginx for a small file, each in a process of its own. */
final class Clients {
    private static final String FILE = "greeting.txt";
    private static final List<Quantity> QUANTITIES = List.of(
            new Quantity("client, 64 in flight", Unit.REQUESTS_PER_SECOND),
            new Quantity("client, 64 in flight, processor", Unit.MICROSECONDS));

    private Clients() {}

    static void run(Rig rig, Cores cores, Pythons pythons, Node node) throws Exception {
        if (!Programs.has("nginx")) {
            rig.note("no nginx found: the clients' rows are left out");
            return;
        }
        try (var scratch = Scratch.open();
                var contenders = new Contenders()) {
            var site = scratch.subfolder("site");
            Files.writeString(site.resolve(FILE), Pages.GREETING);
            try (var nginx = Nginx.serve(site, scratch.folder(), cores.beside())) {
                var uri = nginx.uri(FILE);
                var ours = contenders.add(JvmClient.WEFT.contender(cores));
                var peers = new ArrayList<Peer>();
                for (var rival : contenders.addAll(rivals(cores, pythons, node))) {
                    peers.add(rival.peer(each -> probe(each, uri)));
                }
                contenders.compare(rig, new Contest(QUANTITIES, probe(ours, uri), peers));
            }
        }
    }

    private static List<Contender> rivals(Cores cores, Pythons pythons, Node node) throws Exception {
        var rivals = new ArrayList<Contender>();
        Stream.of(JvmClient.values())
                .filter(client -> client != JvmClient.WEFT)
                .forEach(client -> rivals.add(client.contender(cores)));
        rivals.addAll(pythons.aiohttp(Pythons.ASYNCIO, cores, "client"));
        rivals.addAll(pythons.aiohttp(Pythons.UVLOOP, cores, "client"));
        rivals.addAll(node.contenders("undici", cores, "client.js"));
        return rivals;
    }

    private static Probe probe(Contender client, URI uri) {
        return turn -> client.measure(uri + " " + turn.toMillis());
    }
}
