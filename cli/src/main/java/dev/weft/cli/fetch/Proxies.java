package dev.weft.cli.fetch;

import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy leads to a URL, by the environment variables that curl reads.
 *
 * <ul>
 *   <li>{@code http_proxy} for http URLs: in lower case only, because a web server's scripts get a request's
 *       {@code Proxy} header as {@code HTTP_PROXY};
 *   <li>{@code https_proxy}, or else {@code HTTPS_PROXY}, for https URLs;
 *   <li>{@code all_proxy}, or else {@code ALL_PROXY}, where neither is set;
 *   <li>{@code no_proxy}, or else {@code NO_PROXY}: hosts, with or without a port, that are reached directly,
 *       separated by commas or blanks. {@code example.com} and {@code .example.com} also stand for every host below
 *       it, {@code *} for all.
 * </ul>
 *
 * <p>A proxy is {@code [http://][user:password@]host[:port]}; the port is 1080 unless given, as for curl. An empty
 * variable counts as not set.
 *
 * @see <a href="https://curl.se/docs/manpage.html#ENVIRONMENT">curl's manual</a>
 */
public final class Proxies implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Map<String, List<String>> VARIABLES = Map.of(
            "http", List.of("http_proxy", "all_proxy", "ALL_PROXY"),
            "https", List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"));
    private static final List<String> EXCEPTIONS = List.of("no_proxy", "NO_PROXY");

    private static final Pattern ADDRESS = Pattern.compile(
            "((?<scheme>[^:/]+)://)?((?<user>.*)@)?" + "(?<host>\\[[^]]*]|[^:@/\\[\\]]+)(:(?<port>[0-9]+))?/*");
    private static final Pattern EXCEPTION =
            Pattern.compile("[.]?(?<host>\\[[^]]*]|[^:]+|[^:]*:[^:]*:.*)(:(?<port>[0-9]+))?");
    private static final int USUAL_PORT = 1080;

    @SuppressWarnings("serial") // what Collectors make can be sent
    private final Map<String, String> environment;

    // Of the environment no more than is read here: it is sent to workers.
    private Proxies(Map<String, String> environment) {
        this.environment = Stream.concat(VARIABLES.values().stream().flatMap(List::stream), EXCEPTIONS.stream())
                .distinct()
                .filter(environment::containsKey)
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> environment.getOrDefault(name, "")));
    }

    /** Returns the proxies that {@code environment}, such as {@link System#getenv()}, names. */
    public static Proxies of(Map<String, String> environment) {
        return new Proxies(environment);
    }

    /** Returns what leads to every URL directly. */
    public static Proxies none() {
        return new Proxies(Map.of());
    }

    /**
     * Returns the proxy to reach {@code uri} through; empty to reach it directly.
     *
     * @throws FetchException if the variable for it does not name a proxy that can be used
     */
    Optional<Proxy> forUri(URI uri) throws FetchException {
        Optional<String> variable = firstSet(VARIABLES.getOrDefault(uri.getScheme(), List.of()));
        if (variable.isEmpty() || isExcepted(uri)) {
            return Optional.empty();
        }
        return Optional.of(read(variable.get(), environment.getOrDefault(variable.get(), "")));
    }

    private Optional<String> firstSet(List<String> names) {
        return names.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }

    private static Proxy read(String variable, String value) throws FetchException {
        Matcher address = ADDRESS.matcher(value.strip());
        if (!address.matches() || !Url.isPort(address.group("port"))) {
            throw FetchException.lasting(
                    "the proxy in %s cannot be read: it must be http://host:port".formatted(variable));
        }
        String scheme = address.group("scheme");
        if (scheme != null && !scheme.equalsIgnoreCase("http")) {
            throw FetchException.lasting("the proxy in %s is of kind %s, and only http:// proxies are supported"
                    .formatted(variable, scheme));
        }
        int port = address.group("port") == null ? USUAL_PORT : Integer.parseInt(address.group("port"));
        return new Proxy(variable, address.group("host"), port, Url.basic(address.group("user")));
    }

    private boolean isExcepted(URI uri) {
        return firstSet(EXCEPTIONS)
                .map(name -> environment.getOrDefault(name, ""))
                .map(list -> Arrays.stream(list.split("[,\\s]+")))
                .orElse(Stream.empty())
                .anyMatch(entry -> isExcepted(uri, entry));
    }

    private static boolean isExcepted(URI uri, String entry) {
        if (entry.equals("*")) {
            return true;
        }
        Matcher parts = EXCEPTION.matcher(entry);
        if (!parts.matches()) {
            return false;
        }
        String port = parts.group("port");
        String below = bare(parts.group("host"));
        String host = bare(uri.getHost());
        return (port == null || port.equals(Integer.toString(Url.portOf(uri))))
                && (host.equals(below) || host.endsWith("." + below));
    }

    /** Returns a host's name or address for comparing: without brackets, the root's dot, and capitals. */
    private static String bare(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "").replaceFirst("[.]$", "");
    }

    /**
     * A proxy for http.
     *
     * @param variable the environment variable that names it
     * @param host its name or address
     * @param port its port
     * @param credentials the value of the {@code Proxy-Authorization} header; null without one
     */
    record Proxy(
            String variable,
            String host,
            int port,
            @Nullable String credentials) {
        /** Returns where it is; without the credentials, so it can be shown. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
