package dev.weft.http.internal.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes trust managers of certificates. */
public final class Trust {
    private Trust() {}

    /**
     * Returns what decides whom to believe.
     *
     * @param authorities in place of the JDK's; {@code null} for the JDK's
     * @param pins of which one must fit too; none are asked for if empty
     */
    public static FixedTrust of(@Nullable List<X509Certificate> authorities, boolean anyone, List<Pin> pins) {
        var manager = anyone ? new TrustAnyone() : new ExplainingTrust(sourceOf(authorities));
        return new FixedTrust(pins.isEmpty() ? manager : new PinnedTrust(manager, List.copyOf(pins)));
    }

    // The JDK's takes a tenth of a second to read, which a client of http need not wait for.
    private static Supplier<X509ExtendedTrustManager> sourceOf(@Nullable List<X509Certificate> authorities) {
        if (authorities == null) {
            return () -> managerOf(null);
        }
        var manager = managerOf(storeOf(authorities));
        return () -> manager;
    }

    /** Returns the certificates that the JDK believes. */
    public static List<X509Certificate> ofPlatform() {
        return List.of(managerOf(null).getAcceptedIssuers());
    }

    private static X509ExtendedTrustManager managerOf(@Nullable KeyStore store) {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "%s gives no %s".formatted(factory.getProvider(), X509TrustManager.class.getSimpleName())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot read the JDK's trust store: " + e.getMessage(), e);
        }
    }

    private static KeyStore storeOf(List<X509Certificate> authorities) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot hold certificates in memory: " + e, e);
        }
    }

    /**
     * Returns the certificates of {@code store}.
     *
     * @throws IllegalArgumentException if it has none
     */
    public static List<X509Certificate> authoritiesOf(KeyStore store) {
        try {
            var found = new ArrayList<X509Certificate>();
            for (var alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    found.add(certificate);
                }
            }
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "the key store has no certificate to trust (%d entries)".formatted(store.size()));
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot read the key store: %s; load() it first".formatted(e), e);
        }
    }
}
