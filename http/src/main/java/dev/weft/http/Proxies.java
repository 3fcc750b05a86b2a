package dev.weft.http;

import dev.weft.http.internal.client.NoProxy;
import dev.weft.http.internal.text.Uris;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which proxy a request goes through.
 *
 * <p>Called by several threads at once, and quick.
 */
@FunctionalInterface
public interface Proxies {
    /** Returns the proxy for {@code uri}; {@code null} for none. */
    @Nullable
    Proxy proxyFor(URI uri);

    /** Returns that there is none. */
    static Proxies none() {
        return uri -> null;
    }

    /**
     * Returns {@code proxy} for all requests but those to {@code except}: a host, which stands for those below it, too; with a port,
     * as in {@code localhost:8080}, for that only; an address, or a block of them, as in {@code 10.0.0.0/8}; or {@code *} for all.
     */
    static Proxies of(Proxy proxy, String... except) {
        var exceptions = NoProxy.of(List.of(except));
        return uri -> exceptions.covers(uri) ? null : proxy;
    }

    /**
     * Returns what the environment says now: {@code http_proxy}, {@code https_proxy} and {@code all_proxy}, but not for what
     * {@code no_proxy} lists; in small letters, or else in capitals. {@code HTTP_PROXY} in capitals is not read where a web server could have
     * set it by a header ({@code REQUEST_METHOD} is set).
     *
     * @throws IllegalArgumentException if one of them names no proxy
     * @see <a href="https://docs.aiohttp.org/en/stable/client_advanced.html#proxy-support">trust_env</a>
     */
    static Proxies fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    /** As {@link #fromEnvironment()}, with other variables. */
    static Proxies fromEnvironment(Map<String, String> variables) {
        var plain = variable(variables, "http_proxy");
        var secure = variable(variables, "https_proxy");
        var all = variable(variables, "all_proxy");
        var http = plain != null ? Proxy.of(plain) : all != null ? Proxy.of(all) : null;
        var https = secure != null ? Proxy.of(secure) : all != null ? Proxy.of(all) : null;
        var list = variable(variables, "no_proxy");
        var exceptions = NoProxy.of(list == null ? List.of() : List.of(list.split("[,\\s]+")));
        return uri -> exceptions.covers(uri) ? null : Uris.isHttps(uri) ? https : http;
    }

    private static @Nullable String variable(Map<String, String> variables, String name) {
        var value = variables.get(name);
        boolean forged = name.equals("http_proxy") && variables.containsKey("REQUEST_METHOD");
        if (value == null && !forged) {
            value = variables.get(name.toUpperCase(Locale.ROOT));
        }
        return value == null || value.isBlank() ? null : value.strip();
    }
}
