package dev.weft.http.internal.client;

import dev.weft.http.ClientMiddleware;
import dev.weft.http.CookieJar;
import dev.weft.http.Headers;
import dev.weft.http.JsonCodec;
import dev.weft.http.Proxies;
import dev.weft.http.Resolver;
import dev.weft.http.Retries;
import dev.weft.http.Timeouts;
import dev.weft.http.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a client is to be, as its builder says. */
public record Settings(
        Headers headers,
        Timeouts timeouts,
        Retries retries,
        int limit,
        int limitPerHost,
        Duration keepAlive,
        int mostRedirects,
        boolean downgrade,
        long mostBytes,
        boolean http2,
        Tls tls,
        @Nullable CookieJar cookies,
        Proxies proxies,
        @Nullable Path unixSocket,
        Resolver resolver,
        Duration dnsCache,
        JsonCodec json,
        List<ClientMiddleware> middlewares) {}
