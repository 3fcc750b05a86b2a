package dev.weft.http.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads certificates and keys as text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");

    private final String source;
    private final List<Block> blocks;

    private record Block(String label, byte[] content) {}

    private Pem(String source, List<Block> blocks) {
        this.source = source;
        this.blocks = blocks;
    }

    /**
     * Finds the blocks of {@code bytes}.
     *
     * @param source where they come from, for messages
     * @throws IllegalArgumentException if a block is no Base64
     */
    public static Pem of(byte[] bytes, String source) {
        var blocks = new ArrayList<Block>();
        var found = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (found.find()) {
            blocks.add(new Block(found.group(1), decoded(found.group(1), found.group(2), source)));
        }
        return new Pem(source, blocks);
    }

    private static byte[] decoded(String label, String text, String source) {
        if (text.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new IllegalArgumentException(
                    "%s: the %s is encrypted in OpenSSL's old way; convert it: openssl pkcs8 -topk8 -in OLD -out NEW"
                            .formatted(source, label));
        }
        try {
            return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s: the block %s is no Base64: %s".formatted(source, label, e.getMessage()), e);
        }
    }

    /**
     * Returns the certificates in their order, one or more.
     *
     * @throws IllegalArgumentException if there is none, or one that cannot be read
     */
    public List<X509Certificate> certificates() {
        var found = new ArrayList<X509Certificate>();
        for (var block : blocks) {
            if (block.label.equals("CERTIFICATE")) {
                found.add(certificate(block));
            }
        }
        if (found.isEmpty()) {
            throw missing("a certificate (-----BEGIN CERTIFICATE-----)");
        }
        return found;
    }

    private X509Certificate certificate(Block block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.content));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "%s: a certificate cannot be read: %s".formatted(source, e.getMessage()), e);
        }
    }

    /**
     * Returns the first private key.
     *
     * @param password of an encrypted key; {@code null} without
     * @throws IllegalArgumentException if there is none, one that cannot be read, or one that the password does not open
     */
    public PrivateKey key(char @Nullable [] password) {
        for (var block : blocks) {
            switch (block.label) {
                case "PRIVATE KEY" -> {
                    return key(new PKCS8EncodedKeySpec(block.content));
                }
                case "RSA PRIVATE KEY" -> {
                    return key(new PKCS8EncodedKeySpec(Der.pkcs8OfRsa(block.content)));
                }
                case "EC PRIVATE KEY" -> {
                    return key(new PKCS8EncodedKeySpec(Der.pkcs8OfEc(block.content, source)));
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return key(decrypted(block.content, password));
                }
                default -> {} // such as the parameters of a curve, which the key repeats
            }
        }
        throw missing("a private key (-----BEGIN PRIVATE KEY-----)");
    }

    private PrivateKey key(PKCS8EncodedKeySpec spec) {
        return KEY_ALGORITHMS.stream()
                .map(algorithm -> tryKey(algorithm, spec))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s: the private key cannot be read; expected one of %s".formatted(source, KEY_ALGORITHMS)));
    }

    private static @Nullable PrivateKey tryKey(String algorithm, PKCS8EncodedKeySpec spec) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(spec);
        } catch (InvalidKeySpecException e) {
            return null; // of another kind
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK knows no %s keys: %s".formatted(algorithm, e), e);
        }
    }

    private PKCS8EncodedKeySpec decrypted(byte[] content, char @Nullable [] password) {
        if (password == null) {
            throw new IllegalArgumentException(
                    "%s: the private key is encrypted, and no password was given".formatted(source));
        }
        var secret = new PBEKeySpec(password);
        try {
            var info = new EncryptedPrivateKeyInfo(content);
            // PBES2 is said in the parameters: their text is the name that the JDK has for the whole.
            var parameters = info.getAlgParameters();
            var algorithm = parameters == null ? info.getAlgName() : parameters.toString();
            var cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(algorithm).generateSecret(secret), parameters);
            return info.getKeySpec(cipher);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "%s: the password does not open the private key: %s".formatted(source, e.getMessage()), e);
        } finally {
            secret.clearPassword();
        }
    }

    private IllegalArgumentException missing(String expected) {
        var found = blocks.isEmpty()
                ? "no PEM block at all"
                : blocks.stream().map(Block::label).collect(Collectors.joining(", "));
        return new IllegalArgumentException("%s: expected %s, found %s".formatted(source, expected, found));
    }
}
