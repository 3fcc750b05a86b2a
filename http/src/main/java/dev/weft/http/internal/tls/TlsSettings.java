package dev.weft.http.internal.tls;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code Tls} holds, for this package alone: users see the value and not what is in it. Immutable. */
public abstract class TlsSettings {
    private final Values values;

    /** Holds {@code values}. */
    protected TlsSettings(Values values) {
        this.values = Objects.requireNonNull(values, "values");
    }

    Values values() {
        return values;
    }

    /**
     * The values themselves.
     *
     * @param trust says whose certificates are believed; the same object each time, since TLS sessions are kept by it
     * @param identity own certificate and key; {@code null} without
     * @param hostVerified whether the certificate must be for the host that was asked for
     * @param protocols in the order in which they were given
     * @param serverName to ask for in place of the host; {@code null} for the host
     */
    public record Values(
            FixedTrust trust,
            @Nullable Identity identity,
            boolean hostVerified,
            Set<String> protocols,
            @Nullable String serverName,
            ClientCertificates clientCertificates) {}
}
