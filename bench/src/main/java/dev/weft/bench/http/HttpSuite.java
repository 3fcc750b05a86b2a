package dev.weft.bench.http;

import dev.weft.bench.Rig;

/** Everything there is to measure of HTTP, WebSocket and TCP. */
public final class HttpSuite {

    private HttpSuite() {}

    /** Returns the Python to measure beside. */
    public static String interpreter() {
        return Pythons.interpreter();
    }

    /** Measures it. */
    public static void run(Rig rig) throws Exception {
        var cores = Cores.of(rig);
        var pythons = Pythons.of(rig);
        var node = Node.of(rig);
        if (Programs.has("wrk")) {
            try (var servers = new Servers(rig, cores, pythons, node)) {
                servers.run();
            }
        } else {
            rig.note("no wrk found: the servers' rows are left out");
        }
        Streams.run(rig, cores, pythons);
        Clients.run(rig, cores, pythons, node);
        Downloads.run(rig);
    }
}
