package dev.weft.http;

import dev.weft.http.internal.tls.ClientCertificates;
import dev.weft.http.internal.tls.Identity;
import dev.weft.http.internal.tls.Pem;
import dev.weft.http.internal.tls.Pin;
import dev.weft.http.internal.tls.TlsSettings;
import dev.weft.http.internal.tls.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is to be: whom to believe, and who one is oneself.
 *
 * <p>A client believes the JDK's trust store ({@code javax.net.ssl.trustStore}), and that a certificate is for the host it asked
 * for; a server needs {@link Builder#certificate(Path, Path) a certificate}. Immutable: files are read when they are given to the
 * builder, so a certificate is renewed by building another value of the same files.
 *
 * @see <a href="https://docs.python.org/3/library/ssl.html#ssl.create_default_context">ssl.create_default_context</a>, from which
 *     we differ: nothing can be changed after the first connection, and what is insecure says so
 */
@SuppressWarnings("exports") // users see a value, not what it holds
public final class Tls extends TlsSettings {
    private static final Tls PLATFORM = builder().build();

    private Tls(Values values) {
        super(values);
    }

    /** Returns how a client does it by default: the JDK's trust store, the host checked, TLS 1.3 or 1.2. */
    public static Tls platform() {
        return PLATFORM;
    }

    /** Returns a server's, with a certificate and its key: as {@link Builder#certificate(Path, Path)}. */
    public static Tls ofCertificate(Path chain, Path key) {
        return builder().certificate(chain, key).build();
    }

    /** Returns a client's that believes the certificates of {@code authorities} only: as {@link Builder#trust(Path)}. */
    public static Tls trusting(Path authorities) {
        return builder().trust(authorities).build();
    }

    /** Returns a builder with a client's defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Puts a value together; used by one thread. Methods that are given a file read it at once, in the caller. */
    public static final class Builder {
        private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

        // Null: the JDK's.
        private @Nullable List<X509Certificate> authorities;
        private boolean anyone;
        private final List<Pin> pins = new ArrayList<>();
        private @Nullable Identity identity;
        private List<String> protocols = List.of("TLSv1.3", "TLSv1.2");
        private @Nullable String serverName;
        private ClientCertificates clientCertificates = ClientCertificates.NONE;

        private Builder() {}

        // ---- whom to believe

        /**
         * Believes the certificates in a PEM file in place of the JDK's trust store; given again, those too. A server believes
         * clients by them.
         *
         * @throws IllegalArgumentException if the file cannot be read, or has no certificate; the message names it
         */
        public Builder trust(Path pem) {
            return trust(
                    Pem.of(read(pem, "certificates in PEM"), pem.toString()).certificates());
        }

        /** As {@link #trust(Path)}, with what would stand in the file. */
        public Builder trust(byte[] pem) {
            return trust(Pem.of(pem, "the PEM bytes to trust").certificates());
        }

        /**
         * As {@link #trust(Path)}, with all certificates of a loaded key store.
         *
         * @throws IllegalArgumentException if it has none, or was not loaded
         */
        public Builder trust(KeyStore store) {
            return trust(Trust.authoritiesOf(store));
        }

        /** As {@link #trust(Path)}, with these certificates. */
        public Builder trust(X509Certificate... certificates) {
            return trust(List.of(certificates));
        }

        /** Believes the JDK's trust store beside what {@link #trust(Path)} names. */
        public Builder trustPlatformToo() {
            return trust(Trust.ofPlatform());
        }

        private Builder trust(List<X509Certificate> more) {
            if (authorities == null) {
                authorities = new ArrayList<>();
            }
            authorities.addAll(more);
            return this;
        }

        /**
         * Believes nobody whose own certificate has not this public key, or another one that is pinned, however good the
         * certificate is otherwise. Pins of authorities do not count.
         *
         * @param pin {@code sha256/} and the SHA-256 of the key (SubjectPublicKeyInfo) in Base64; where none fits, the error says
         *     the one that was seen
         * @throws IllegalArgumentException if it is something else
         * @see <a href="https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.Fingerprint">aiohttp.Fingerprint</a>, from
         *     which we differ: the certificate must be good as well, unless {@link #insecureTrustAnyone} is said
         */
        public Builder pin(String pin) {
            pins.add(Pin.ofKey(pin));
            return this;
        }

        /**
         * As {@link #pin}, by the whole certificate, so that its renewal needs a new pin.
         *
         * @param sha256 64 hexadecimal digits, with or without colons, as {@code openssl x509 -fingerprint -sha256} prints them
         * @throws IllegalArgumentException if it is something else
         */
        public Builder pinCertificate(String sha256) {
            pins.add(Pin.ofCertificate(sha256));
            return this;
        }

        /**
         * Believes every certificate for every host: whoever is between can read and change all. With pins, those alone decide,
         * which is safe, for a certificate that no authority has signed.
         */
        public Builder insecureTrustAnyone() {
            anyone = true;
            return this;
        }

        /**
         * Asks for, and checks the certificate against, this name in place of the host that is connected to.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public Builder serverName(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("serverName must not be empty");
            }
            serverName = name;
            return this;
        }

        // ---- who one is

        /**
         * Shows a certificate: a server's, or a client's to a server that asks.
         *
         * @param chain PEM file: the certificate first, then what leads up to its authority
         * @param key PEM file: its private key (RSA, EC, Ed25519), not encrypted
         * @throws IllegalArgumentException if a file cannot be read, is something else, or the key does not belong to the
         *     certificate; the message names the file and what was expected
         */
        public Builder certificate(Path chain, Path key) {
            return certificate(chain, key, null);
        }

        /**
         * As {@link #certificate(Path, Path)}, with an encrypted key (PKCS #8).
         *
         * @param password of the key; {@code null} if it is not encrypted
         */
        public Builder certificate(Path chain, Path key, char @Nullable [] password) {
            return certificate(
                    Pem.of(read(chain, "a certificate in PEM"), chain.toString()),
                    Pem.of(read(key, "a private key in PEM"), key.toString()),
                    password,
                    "%s, %s".formatted(chain, key));
        }

        /** As {@link #certificate(Path, Path)}, with what would stand in the files. */
        public Builder certificate(byte[] chain, byte[] key) {
            return certificate(
                    Pem.of(chain, "the certificate's PEM bytes"),
                    Pem.of(key, "the key's PEM bytes"),
                    null,
                    "the PEM bytes given");
        }

        private Builder certificate(Pem chain, Pem key, char @Nullable [] password, String source) {
            identity = Identity.of(chain.certificates(), key.key(password), source);
            return this;
        }

        /**
         * As {@link #certificate(Path, Path)}, from a PKCS #12 file, which holds both.
         *
         * @param password of the file
         */
        public Builder pkcs12(Path file, char[] password) {
            identity = Identity.ofPkcs12(read(file, "a PKCS #12 key store"), password, file.toString());
            return this;
        }

        /**
         * As {@link #certificate(Path, Path)}, from a loaded key store.
         *
         * @param password of the key in it
         */
        public Builder certificate(KeyStore store, char[] password) {
            identity = Identity.of(store, password, "the key store");
            return this;
        }

        /** Has a server ask for a client's certificate, which {@link #trust(Path)} must cover; a client without one is let in. */
        public Builder clientCertificateWanted() {
            clientCertificates = ClientCertificates.WANTED;
            return this;
        }

        /** Has a server turn away a client without a certificate that {@link #trust(Path)} covers. */
        public Builder clientCertificateRequired() {
            clientCertificates = ClientCertificates.REQUIRED;
            return this;
        }

        // ---- how

        /**
         * Sets the versions of TLS that may be spoken, {@code TLSv1.3} and {@code TLSv1.2} by default.
         *
         * @throws IllegalArgumentException if there is none, or another one: what is older is broken
         */
        public Builder protocols(String... versions) {
            var list = List.copyOf(new LinkedHashSet<>(List.of(versions)));
            if (list.isEmpty() || !PROTOCOLS.containsAll(list)) {
                throw new IllegalArgumentException("protocols must be some of TLSv1.3 and TLSv1.2, was " + list);
            }
            protocols = list;
            return this;
        }

        /**
         * Returns the value.
         *
         * @throws IllegalStateException if clients' certificates are asked for, and {@link #trust(Path)} does not say which
         */
        public Tls build() {
            if (clientCertificates != ClientCertificates.NONE && authorities == null && !anyone) {
                throw new IllegalStateException(
                        "a server that asks for clients' certificates must say which authority signs them: trust(...)");
            }
            return new Tls(new Values(
                    Trust.of(authorities, anyone, pins),
                    identity,
                    !anyone,
                    new LinkedHashSet<>(protocols),
                    serverName,
                    clientCertificates));
        }

        private static byte[] read(Path file, String expected) {
            Objects.requireNonNull(file, "file");
            try {
                return Files.readAllBytes(file);
            } catch (NoSuchFileException e) {
                throw new IllegalArgumentException("%s does not exist: expected %s".formatted(file, expected), e);
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "cannot read %s: %s; expected %s".formatted(file, e.getMessage(), expected), e);
            }
        }
    }
}
