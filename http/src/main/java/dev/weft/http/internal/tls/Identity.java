package dev.weft.http.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate with what leads up to its authority, and its private key.
 *
 * @param keys the same object each time, since TLS sessions are kept by it
 */
public record Identity(KeyManagerFactory keys) {
    private static final char[] IN_MEMORY = "in-memory".toCharArray();

    /**
     * Puts a chain and its key together.
     *
     * @param source where they come from, for the message
     * @throws IllegalArgumentException if the key is not that of the first certificate
     */
    public static Identity of(List<X509Certificate> chain, PrivateKey key, String source) {
        ensureFits(chain, key, source);
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", key, IN_MEMORY, chain.toArray(Certificate[]::new));
            return of(store, IN_MEMORY);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("%s: cannot be used: %s".formatted(source, e.getMessage()), e);
        }
    }

    private static Identity of(KeyStore store, char[] password) throws GeneralSecurityException {
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return new Identity(factory);
    }

    private static void ensureFits(List<X509Certificate> chain, PrivateKey key, String source) {
        if (fits(chain.getFirst().getPublicKey(), key)) {
            return;
        }
        for (int i = 1; i < chain.size(); i++) {
            if (fits(chain.get(i).getPublicKey(), key)) {
                throw new IllegalArgumentException(
                        "%s: the key is that of certificate %d of %d; its certificate must stand first, then what signed it"
                                .formatted(source, i + 1, chain.size()));
            }
        }
        throw new IllegalArgumentException("%s: the key (%s) does not belong to the certificate of %s (%s)"
                .formatted(
                        source,
                        key.getAlgorithm(),
                        chain.getFirst().getSubjectX500Principal(),
                        chain.getFirst().getPublicKey().getAlgorithm()));
    }

    private static boolean fits(PublicKey open, PrivateKey secret) {
        try {
            var signature = Signature.getInstance(
                    switch (secret.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        case "DSA" -> "SHA256withDSA";
                        default -> secret.getAlgorithm(); // EdDSA, ML-DSA: a key says how it signs
                    });
            var probe = new byte[] {'w', 'e', 'f', 't'};
            signature.initSign(secret);
            signature.update(probe);
            var signed = signature.sign();
            signature.initVerify(open);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // of another kind, or of another length: not this certificate's
        }
    }

    /**
     * Takes the first key of {@code store}, a loaded key store.
     *
     * @throws IllegalArgumentException if it has no key, or the password is wrong
     */
    public static Identity of(KeyStore store, char[] password, String source) {
        try {
            if (Collections.list(store.aliases()).stream().noneMatch(alias -> isKey(store, alias))) {
                throw new IllegalArgumentException(
                        "%s has no private key (%d entries, certificates only)".formatted(source, store.size()));
            }
            return of(store, password);
        } catch (UnrecoverableKeyException e) {
            throw new IllegalArgumentException(
                    "%s: the password does not open the key: %s".formatted(source, e.getMessage()), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("%s: cannot be used: %s".formatted(source, e.getMessage()), e);
        }
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key store was not loaded: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a PKCS #12 file's bytes.
     *
     * @throws IllegalArgumentException if they are something else, the password is wrong or there is no key
     */
    public static Identity ofPkcs12(byte[] bytes, char[] password, String source) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            return of(store, password, source);
        } catch (IOException e) {
            var why = e.getCause() instanceof UnrecoverableKeyException
                    ? "the password does not open it"
                    : "is no PKCS #12 key store (.p12, .pfx): " + e.getMessage();
            throw new IllegalArgumentException("%s: %s".formatted(source, why), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("%s: cannot be used: %s".formatted(source, e.getMessage()), e);
        }
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "Identity[%s]".formatted(Arrays.toString(keys.getKeyManagers()));
    }
}
