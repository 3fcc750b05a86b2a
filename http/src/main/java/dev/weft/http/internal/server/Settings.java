package dev.weft.http.internal.server;

import dev.weft.Pool;
import dev.weft.http.AccessLog;
import dev.weft.http.Limits;
import dev.weft.http.Tls;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server was told when it was opened.
 *
 * @param port 0 for one that is free
 * @param unixSocket in place of host and port, if not {@code null}
 * @param loops on how many event loops it runs
 * @param pool that runs the handlers; {@code null} for loops over the event loops
 */
public record Settings(
        String host,
        int port,
        @Nullable Path unixSocket,
        int loops,
        @Nullable Pool pool,
        Limits limits,
        Duration shutdownGrace,
        boolean cancelOnDisconnect,
        boolean compression,
        @Nullable Tls tls,
        @Nullable AccessLog accessLog) {}
