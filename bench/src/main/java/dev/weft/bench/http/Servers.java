package dev.weft.bench.http;

import dev.weft.bench.Contest;
import dev.weft.bench.Contest.Peer;
import dev.weft.bench.Contest.Quantity;
import dev.weft.bench.Probe;
import dev.weft.bench.Rig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All servers of {@link Pages}, each in a process of its own, and a load that is the same for all. */
final class Servers implements AutoCloseable {
    private static final Double[] AGAINST_CALLBACKS = {0.95, 1 / 1.3};
    private static final Double[] AGAINST_VIRTUAL = {1.3};
    private static final Double[] AGAINST_UVLOOP = {4.0};
    private static final Double[] NONE = {};
    private static final int CONNECTIONS = 64;

    private final Rig rig;
    private final Cores cores;
    private final Contenders contenders = new Contenders();
    private final Contender ours;
    private final Contender oursVirtual;
    private final Contender callbacks;
    private final Contender virtual;
    private final List<Contender> aiohttp;
    private final List<Contender> uvloop;
    private final List<Contender> ws;
    private final Contender messages;

    Servers(Rig rig, Cores cores, Pythons pythons, Node node) throws IOException {
        this.rig = rig;
        this.cores = cores;
        int upstream = contenders.add(Upstream.contender(cores)).port();
        var word = String.valueOf(upstream);
        ours = contenders.add(JvmServer.WEFT.contender(cores, upstream));
        oursVirtual = contenders.add(JvmServer.WEFT_VIRTUAL.contender(cores, upstream));
        callbacks = contenders.add(JvmServer.VERTX.contender(cores, upstream));
        virtual = contenders.add(JvmServer.VERTX_VIRTUAL.contender(cores, upstream));
        aiohttp = contenders.addAll(pythons.aiohttp(Pythons.ASYNCIO, cores, "serve-http", word));
        uvloop = contenders.addAll(pythons.aiohttp(Pythons.UVLOOP, cores, "serve-http", word));
        ws = contenders.addAll(node.contenders("ws on Node", cores, "ws.js"));
        messages = contenders.add(EchoLoad.contender(cores, EchoLoad.Through.WEB_SOCKET));
    }

    void run() throws Exception {
        plain();
        load("JSON", Pages.JSON, CONNECTIONS);
        load("router, middleware", Pages.USERS + "/42", CONNECTIONS);
        load("waits 10 ms, 1,000 connections", Pages.WAIT, Pages.CROWD);
        echo();
    }

    private void plain() throws Exception {
        Function<Contender, Probe> load = new Wrk(cores, Pages.PLAIN, CONNECTIONS)::probe;
        var peers = peers(load, AGAINST_CALLBACKS, AGAINST_VIRTUAL, AGAINST_UVLOOP);
        compare(Wrk.quantities("plain text"), load, peers);
    }

    private void load(String what, String path, int connections) throws Exception {
        Function<Contender, Probe> load = new Wrk(cores, path, connections)::probe;
        compare(Wrk.quantities(what), load, peers(load, NONE, NONE, NONE));
    }

    private void echo() throws Exception {
        Function<Contender, Probe> load = server -> EchoLoad.probe(messages, server);
        var peers = peers(load, NONE, NONE, NONE);
        ws.forEach(each -> peers.add(each.peer(load)));
        compare(EchoLoad.quantities("WebSocket echo"), load, peers);
    }

    private List<Peer> peers(
            Function<Contender, Probe> load,
            Double[] againstCallbacks,
            Double[] againstVirtual,
            Double[] againstUvloop) {
        var peers = new ArrayList<Peer>();
        peers.add(oursVirtual.peer(load));
        peers.add(callbacks.peer(load, againstCallbacks));
        peers.add(virtual.peer(load, againstVirtual));
        aiohttp.forEach(each -> peers.add(each.peer(load)));
        uvloop.forEach(each -> peers.add(each.peer(load, againstUvloop)));
        return peers;
    }

    private void compare(List<Quantity> quantities, Function<Contender, Probe> load, List<Peer> peers)
            throws Exception {
        contenders.compare(rig, new Contest(quantities, load.apply(ours), peers));
    }

    @Override
    public void close() throws IOException {
        contenders.close();
    }
}
