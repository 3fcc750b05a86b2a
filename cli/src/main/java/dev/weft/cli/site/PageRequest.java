package dev.weft.cli.site;

import dev.weft.http.HttpError;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for with {@code /page/<number>?size=<bytes>&latency=<time>}.
 *
 * @param number which page
 * @param size how many bytes it is to have
 * @param latency how long the client is to wait for the first byte
 */
record PageRequest(int number, int size, Duration latency) {
    // As many digits as fit an int, or the milliseconds of one: the limits are checked after that.
    private static final Pattern PATH = Pattern.compile("/page/([1-9][0-9]{0,8})");
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern LATENCY = Pattern.compile("([0-9]{1,9})(ms|s)");

    /**
     * Returns the page that a path and a query name, with what {@code options} say where they do not.
     *
     * @param path the path of the request, as it was sent
     * @param query what follows the question mark, as it was sent; null if there is none
     * @throws HttpError 404 if there is no such page, 400 if a parameter is not understood
     */
    static PageRequest parse(String path, @Nullable String query, SiteOptions options) {
        var request = new PageRequest(number(path, options.pages()), options.size(), options.latency());
        if (query == null || query.isEmpty()) {
            return request;
        }
        Set<String> seen = new HashSet<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            if (!seen.add(name)) {
                throw badRequest("parameter '" + name + "' is there twice");
            }
            request = request.with(name, value);
        }
        return request;
    }

    private static int number(String path, int pages) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            throw notFound(path, pages);
        }
        int number = Integer.parseInt(matcher.group(1));
        if (number > pages) {
            throw new HttpError(404, "there is no page %d: the last is page %d".formatted(number, pages));
        }
        return number;
    }

    private PageRequest with(String name, String value) {
        return switch (name) {
            case "size" -> new PageRequest(number, size(value), latency);
            case "latency" -> new PageRequest(number, size, latency(value));
            default -> throw badRequest("there is no parameter '" + name + "': a page takes 'size' and 'latency'");
        };
    }

    private static int size(String value) {
        if (!SIZE.matcher(value).matches() || Integer.parseInt(value) > SiteOptions.MAX_SIZE) {
            throw badRequest(
                    "size must be a number of bytes from 0 to %d, was '%s'".formatted(SiteOptions.MAX_SIZE, value));
        }
        return Integer.parseInt(value);
    }

    private static Duration latency(String value) {
        Matcher matcher = LATENCY.matcher(value);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            Duration latency = matcher.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
            if (latency.compareTo(SiteOptions.MAX_LATENCY) <= 0) {
                return latency;
            }
        }
        throw badRequest("latency must be a time up to %ds such as 250ms or 2s, was '%s'"
                .formatted(SiteOptions.MAX_LATENCY.toSeconds(), value));
    }

    /** Says that there is nothing at {@code path}, and where there is something. */
    static HttpError notFound(String path, int pages) {
        return new HttpError(404, "there is no " + path + " here: the pages are /page/1 to /page/" + pages);
    }

    private static HttpError badRequest(String message) {
        return new HttpError(400, message);
    }
}
