package dev.weft.http.internal.client;

import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server says about how long it keeps a connection. */
final class KeepAlive {
    private static final Pattern TIMEOUT = Pattern.compile("timeout\\s*=\\s*\"?(\\d{1,9})");

    private KeepAlive() {}

    /** Returns how long to count on the connection: a second less than the server says, for what is on its way; else for ever. */
    static long nanos(@Nullable String header) {
        if (header != null) {
            var timeout = TIMEOUT.matcher(header);
            if (timeout.find()) {
                return TimeUnit.SECONDS.toNanos(Math.max(0, Long.parseLong(timeout.group(1)) - 1));
            }
        }
        return Long.MAX_VALUE;
    }
}
