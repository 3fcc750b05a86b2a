package dev.weft.cli.fetch;

import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How to download. {@link #standard()} and the {@code with} methods make one.
 *
 * @param folder where the files go; created when the first is saved
 * @param nameBy how the files get their names
 * @param timeout the longest time for one request, from connecting to the last byte, redirects included; empty for no
 *     limit
 * @param stall how long to wait for an answer's head, connecting included, and then for each next byte
 * @param retries how many times a request that may succeed later is tried again
 * @param maxRedirects how many redirects of one request are followed
 * @param maxBytes the longest file, decoded; {@link Long#MAX_VALUE} for no limit
 * @param cacert a PEM file with the certificate authorities to trust; empty for those of the platform
 * @param proxies the environment variables that say how servers are reached, such as {@code http_proxy}
 */
public record FetchOptions(
        Path folder,
        NameBy nameBy,
        Optional<Duration> timeout,
        Duration stall,
        int retries,
        int maxRedirects,
        long maxBytes,
        Optional<Path> cacert,
        Map<String, String> proxies)
        implements Serializable {

    // The last tells a web server's script, where http_proxy may have been set by a request's header.
    private static final Set<String> PROXIES =
            Set.of("http_proxy", "https_proxy", "all_proxy", "no_proxy", "request_method");

    private static final FetchOptions STANDARD = new FetchOptions(
            Path.of("."),
            NameBy.MD5,
            Optional.empty(),
            Duration.ofSeconds(60),
            0,
            20,
            Long.MAX_VALUE,
            Optional.empty(),
            Map.of());

    /** Checks the values; the messages name the option of the command. */
    public FetchOptions {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(nameBy, "nameBy");
        Objects.requireNonNull(cacert, "cacert");
        // Of the environment no more than is read: it is sent to workers.
        proxies = proxies.entrySet().stream()
                .filter(variable -> PROXIES.contains(variable.getKey().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        timeout.ifPresent(
                limit -> ensure(limit.isPositive(), "--timeout must be positive, was " + Words.seconds(limit)));
        ensure(stall.isPositive(), "the stall time must be positive, was " + Words.seconds(stall));
        ensure(retries >= 0, "--retries must not be negative, was " + retries);
        ensure(maxRedirects >= 0, "--max-redirects must not be negative, was " + maxRedirects);
        ensure(maxBytes > 0, "--max-bytes must be positive, was " + maxBytes);
    }

    /**
     * Returns the defaults: into the working folder, named by MD5, stalls end after 60 s, no retries, no other
     * limits.
     */
    public static FetchOptions standard() {
        return STANDARD;
    }

    /** Returns these options with another folder. */
    public FetchOptions withFolder(Path value) {
        return new FetchOptions(value, nameBy, timeout, stall, retries, maxRedirects, maxBytes, cacert, proxies);
    }

    /** Returns these options with other names. */
    public FetchOptions withNameBy(NameBy value) {
        return new FetchOptions(folder, value, timeout, stall, retries, maxRedirects, maxBytes, cacert, proxies);
    }

    /** Returns these options with a limit for each request. */
    public FetchOptions withTimeout(Duration value) {
        return new FetchOptions(
                folder, nameBy, Optional.of(value), stall, retries, maxRedirects, maxBytes, cacert, proxies);
    }

    /** Returns these options with another wait for the next byte. */
    public FetchOptions withStall(Duration value) {
        return new FetchOptions(folder, nameBy, timeout, value, retries, maxRedirects, maxBytes, cacert, proxies);
    }

    /** Returns these options with another number of retries. */
    public FetchOptions withRetries(int value) {
        return new FetchOptions(folder, nameBy, timeout, stall, value, maxRedirects, maxBytes, cacert, proxies);
    }

    /** Returns these options with another number of redirects. */
    public FetchOptions withMaxRedirects(int value) {
        return new FetchOptions(folder, nameBy, timeout, stall, retries, value, maxBytes, cacert, proxies);
    }

    /** Returns these options with a longest file. */
    public FetchOptions withMaxBytes(long value) {
        return new FetchOptions(folder, nameBy, timeout, stall, retries, maxRedirects, value, cacert, proxies);
    }

    /** Returns these options with the authorities of a file instead of the platform's. */
    public FetchOptions withCacert(Path value) {
        return new FetchOptions(
                folder, nameBy, timeout, stall, retries, maxRedirects, maxBytes, Optional.of(value), proxies);
    }

    /** Returns these options with other proxies. */
    public FetchOptions withProxies(Map<String, String> value) {
        return new FetchOptions(folder, nameBy, timeout, stall, retries, maxRedirects, maxBytes, cacert, value);
    }

    /** These options as they are sent: neither a path nor an optional value can be. */
    private record Sent(
            String folder,
            NameBy nameBy,
            @Nullable Duration timeout,
            Duration stall,
            int retries,
            int maxRedirects,
            long maxBytes,
            @Nullable String cacert,
            Map<String, String> proxies)
            implements Serializable {
        @Serial
        private Object readResolve() {
            return new FetchOptions(
                    Path.of(folder),
                    nameBy,
                    Optional.ofNullable(timeout),
                    stall,
                    retries,
                    maxRedirects,
                    maxBytes,
                    Optional.ofNullable(cacert).map(Path::of),
                    proxies);
        }
    }

    @Serial
    private Object writeReplace() {
        return new Sent(
                folder.toString(),
                nameBy,
                timeout.orElse(null),
                stall,
                retries,
                maxRedirects,
                maxBytes,
                cacert.map(Path::toString).orElse(null),
                proxies);
    }

    private static void ensure(boolean fact, String message) {
        if (!fact) {
            throw new IllegalArgumentException(message);
        }
    }
}
