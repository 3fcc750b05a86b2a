package dev.weft.cli.fetch;

import java.util.Map;

/** Settings of the JDK's HTTP client that only system properties can change; it reads them once, when it is first used. */
public final class ClientSettings {
    private static final Map<String, String> PROPERTIES = Map.of(
            // Lets a proxy ask for Basic authentication before a tunnel: user:password@ can mean nothing else.
            "jdk.http.auth.tunneling.disabledSchemes", "",
            // A second try on the same socket hides why the first one failed.
            "jdk.httpclient.disableRetryConnect", "true");

    private ClientSettings() {}

    /**
     * Sets those that the user has not set. A downloader does it by itself; where a job makes one, do it before: a worker JVM
     * whose properties a job has changed is replaced.
     */
    public static void apply() {
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
