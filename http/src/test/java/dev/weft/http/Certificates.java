package dev.weft.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** An authority made for a test, and the certificates that it signs. */
public final class Certificates {
    private final Issued authority;

    /** A certificate with its key, and the authority's certificate where another signed it. */
    public record Issued(
            X509Certificate certificate,
            KeyPair keys,
            @Nullable X509Certificate issuer) {

        /** Returns the certificate and what signed it, as a PEM file has them. */
        public byte[] chainPem() {
            var signedBy = issuer;
            return signedBy == null ? pem(certificate) : pem(certificate, signedBy);
        }

        /** Returns the key as PKCS #8. */
        public byte[] keyPem() {
            try {
                return pem(new JcaPKCS8Generator(keys.getPrivate(), null));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns a builder that shows this certificate. */
        public Tls.Builder tls() {
            return Tls.builder().certificate(chainPem(), keyPem());
        }

        /** Writes the chain into a file, and returns that. */
        public Path writeChain(Path file) throws IOException {
            return Files.write(file, chainPem());
        }

        /** Writes the key into a file, and returns that. */
        public Path writeKey(Path file) throws IOException {
            return Files.write(file, keyPem());
        }

        /** Writes both into a PKCS #12 file, and returns that. */
        public Path writePkcs12(Path file, char[] password) throws IOException, GeneralSecurityException {
            try (OutputStream out = Files.newOutputStream(file)) {
                store(password).store(out, password);
            }
            return file;
        }

        /** Returns the JDK's TLS of a server that shows this certificate. */
        public SSLContext context() throws IOException, GeneralSecurityException {
            var password = new char[0];
            var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(store(password), password);
            var context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), null, null);
            return context;
        }

        private KeyStore store(char[] password) throws IOException, GeneralSecurityException {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var signedBy = issuer;
            var chain = signedBy == null ? new Certificate[] {certificate} : new Certificate[] {certificate, signedBy};
            store.setKeyEntry("own", keys.getPrivate(), password, chain);
            return store;
        }
    }

    public Certificates() {
        authority = issue("CN=Weft test authority " + System.nanoTime(), null, ecKeys(), true);
    }

    /** Returns the authority's own certificate. */
    public X509Certificate authority() {
        return authority.certificate();
    }

    /** Returns the authority's own certificate as PEM. */
    public byte[] authorityPem() {
        return pem(authority());
    }

    /** Returns a client's that believes this authority only. */
    public Tls trusting() {
        return Tls.builder().trust(authority()).build();
    }

    /** Returns the JDK's TLS of a client that believes this authority only. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("authority", authority());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Returns a certificate for {@code localhost}, 127.0.0.1 and ::1. */
    public Issued localhost() {
        return server("localhost", "127.0.0.1", "::1");
    }

    /** Returns a certificate for hosts and addresses. */
    public Issued server(String... hosts) {
        return issue("CN=" + hosts[0], authority, ecKeys(), false, hosts);
    }

    /** Returns a client's certificate. */
    public Issued client(String name) {
        return issue("CN=" + name, authority, ecKeys(), false);
    }

    /** Returns a certificate for {@code localhost} that has signed itself. */
    public static Issued selfSigned() {
        return issue("CN=localhost", null, ecKeys(), false, "localhost", "127.0.0.1");
    }

    /** Returns a certificate of the authority for other keys. */
    public Issued withKeys(KeyPair keys) {
        return issue("CN=localhost", authority, keys, false, "localhost");
    }

    public static KeyPair ecKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Issued issue(
            String name, @Nullable Issued signer, KeyPair keys, boolean isAuthority, String... hosts) {
        try {
            var now = Instant.now();
            var subject = new X500Principal(name);
            var by = signer == null ? subject : signer.certificate().getSubjectX500Principal();
            var builder = new JcaX509v3CertificateBuilder(
                    by,
                    new BigInteger(64, new SecureRandom()),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofDays(30))),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (hosts.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, namesOf(hosts));
            }
            var secret = signer == null ? keys.getPrivate() : signer.keys().getPrivate();
            var content = new JcaContentSignerBuilder(
                            secret.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA")
                    .build(secret);
            var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(content));
            return new Issued(certificate, keys, signer == null ? null : signer.certificate());
        } catch (Exception e) {
            throw new IllegalStateException("cannot make a certificate for " + name, e);
        }
    }

    private static GeneralNames namesOf(String... hosts) {
        return new GeneralNames(Stream.of(hosts)
                .map(host -> new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new));
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || Character.isDigit(host.charAt(0));
    }

    /** Returns objects as PEM: certificates, keys (in their older forms). */
    public static byte[] pem(Object... objects) {
        var text = new StringWriter();
        try (var out = new JcaPEMWriter(text)) {
            for (var object : objects) {
                out.writeObject(object);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
