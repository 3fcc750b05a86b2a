package dev.weft.http.internal.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a certificate, or of its public key.
 *
 * @param ofKey whether of the key alone, which outlives the renewal of a certificate
 * @param base64 the digest
 */
public record Pin(boolean ofKey, String base64) {
    private static final String PREFIX = "sha256/";
    private static final int DIGEST_BYTES = 32;

    /**
     * Reads {@code sha256/BASE64}, the digest of a public key.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Pin ofKey(String text) {
        if (text.startsWith(PREFIX)) {
            try {
                var digest = Base64.getDecoder().decode(text.substring(PREFIX.length()));
                if (digest.length == DIGEST_BYTES) {
                    return new Pin(true, Base64.getEncoder().encodeToString(digest));
                }
            } catch (IllegalArgumentException e) {
                throw noPin(text, e);
            }
        }
        throw noPin(text, null);
    }

    private static IllegalArgumentException noPin(String text, @Nullable IllegalArgumentException cause) {
        return new IllegalArgumentException(
                "'%s' is no pin: expected 'sha256/' and 32 bytes in Base64, the SHA-256 of a public key"
                        .formatted(text),
                cause);
    }

    /**
     * Reads 64 hexadecimal digits, with or without colons: the digest of a whole certificate, as {@code openssl x509 -fingerprint
     * -sha256} prints it.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Pin ofCertificate(String text) {
        try {
            var digest = HexFormat.of().parseHex(text.replace(":", ""));
            if (digest.length == DIGEST_BYTES) {
                return new Pin(false, Base64.getEncoder().encodeToString(digest));
            }
        } catch (IllegalArgumentException e) {
            throw noFingerprint(text, e);
        }
        throw noFingerprint(text, null);
    }

    private static IllegalArgumentException noFingerprint(String text, @Nullable IllegalArgumentException cause) {
        return new IllegalArgumentException(
                "'%s' is no fingerprint: expected 64 hexadecimal digits, the SHA-256 of a certificate".formatted(text),
                cause);
    }

    boolean fits(X509Certificate certificate) {
        return equals(of(certificate, ofKey));
    }

    static Pin of(X509Certificate certificate, boolean ofKey) {
        try {
            var bytes = ofKey ? certificate.getPublicKey().getEncoded() : certificate.getEncoded();
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Pin(ofKey, Base64.getEncoder().encodeToString(digest));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("cannot take the SHA-256 of a certificate: " + e, e);
        }
    }

    /** Returns it as it is written in {@link #ofKey} or {@link #ofCertificate}. */
    @Override
    public String toString() {
        return ofKey
                ? PREFIX + base64
                : HexFormat.ofDelimiter(":")
                        .formatHex(Base64.getDecoder().decode(base64))
                        .toUpperCase(Locale.ROOT);
    }
}
