package dev.weft.cli.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A private certificate authority, and the servers that it vouches for. */
public final class TestAuthority {
    private final X500Principal name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    /** Makes an authority of that name, such as {@code CN=Weft Test Authority}. */
    public TestAuthority(String name) throws Exception {
        this.name = new X500Principal(name);
        keys = newKeys();
        JcaX509v3CertificateBuilder builder =
                builder(this.name, keys, Instant.now().plus(Duration.ofDays(1)));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        certificate = signed(builder);
    }

    /** Writes the authority's certificate as PEM. */
    public Path pem(Path file) throws IOException, GeneralSecurityException {
        String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        String pem = "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        return Files.writeString(file, pem, US_ASCII);
    }

    /** Returns TLS for a server whose certificate is for {@code host}, a name or an IPv4 address, until {@code end}. */
    public SSLContext serverFor(String host, Instant end) throws Exception {
        KeyPair own = newKeys();
        JcaX509v3CertificateBuilder builder = builder(new X500Principal("CN=" + host), own, end);
        int kind = host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, host)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server", own.getPrivate(), new char[0], new X509Certificate[] {signed(builder), certificate});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), null, null);
        return context;
    }

    private JcaX509v3CertificateBuilder builder(X500Principal subject, KeyPair subjectKeys, Instant end) {
        return new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(System.nanoTime()),
                Date.from(end.minus(Duration.ofDays(30))),
                Date.from(end),
                subject,
                subjectKeys.getPublic());
    }

    private X509Certificate signed(JcaX509v3CertificateBuilder builder)
            throws OperatorCreationException, GeneralSecurityException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
