package dev.weft.cli.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificate authorities are trusted: those of the Java platform, or, as with curl, only those of a given
 * file.
 */
final class Trust {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (X509 )?CERTIFICATE-----[^-]*-----END (X509 )?CERTIFICATE-----");

    private Trust() {}

    /**
     * Returns what secures connections to servers whose certificates lead to a trusted authority.
     *
     * @param file the authorities to trust instead of the platform's, in PEM form; empty for the platform's
     * @throws IllegalArgumentException if {@code file} cannot be read, or has no certificates
     */
    static SSLContext context(Optional<Path> file) {
        KeyStore authorities = file.map(Trust::authorities).orElse(null);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new ExplainingTrustManager(trustManager(authorities))}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot set up TLS: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager trustManager(@Nullable KeyStore authorities)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no trust manager for X.509 certificates"));
    }

    private static KeyStore authorities(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            List<String> certificates = PEM.matcher(text)
                    .results()
                    .map(found -> found.group().replace("X509 ", ""))
                    .toList();
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(
                        "--cacert %s has no certificate in PEM form (-----BEGIN CERTIFICATE-----)".formatted(file));
            }
            return keyStore(certificates);
        } catch (IOException e) {
            throw new IllegalArgumentException("--cacert %s cannot be read: %s".formatted(file, Reasons.ofFile(e)), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("--cacert %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static KeyStore keyStore(List<String> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (int i = 0; i < certificates.size(); i++) {
            byte[] pem = certificates.get(i).getBytes(StandardCharsets.US_ASCII);
            try {
                store.setCertificateEntry("ca" + i, factory.generateCertificate(new ByteArrayInputStream(pem)));
            } catch (CertificateException e) {
                throw new CertificateException(
                        "certificate %d in it is broken: %s".formatted(i + 1, e.getMessage()), e);
            }
        }
        return store;
    }
}
