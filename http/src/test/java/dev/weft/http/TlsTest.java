package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.http.internal.tls.VertxTls;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a {@link Tls} believes and what it shows, by handshakes in memory; and what it says of bad files. */
class TlsTest {
    private static final char[] PASSWORD = "secret".toCharArray();
    private static final Certificates CA = new Certificates();

    private static Vertx vertx;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    // ---- whom it believes

    @Test
    void aClientBelievesTheAuthorityThatItWasGiven() throws Exception {
        Files.write(folder.resolve("ca.pem"), CA.authorityPem());
        var client = Tls.trusting(folder.resolve("ca.pem"));

        assertThatCode(() -> shake(client, CA.localhost().tls().build())).doesNotThrowAnyException();
    }

    @Test
    void aClientDoesNotBelieveAnUnknownAuthority() {
        assertThatThrownBy(() -> shake(Tls.platform(), CA.localhost().tls().build()))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining(
                        "which is not trusted here; if you trust it, give its certificate to Tls.trusting");
    }

    @Test
    void anAuthorityGivenTakesThePlaceOfThePlatforms() {
        var both = Tls.builder().trust(CA.authority()).trustPlatformToo().build();

        assertThat(VertxTls.client(both).getTrustOptions()).isNotNull();
        assertThatCode(() -> shake(both, CA.localhost().tls().build())).doesNotThrowAnyException();
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        assertThatThrownBy(() ->
                        shake(CA.trusting(), CA.server("elsewhere.test").tls().build()))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("localhost");
    }

    @Test
    void whatIsCalledInsecureBelievesAnyCertificateForAnyHost() {
        var anyone = Tls.builder().insecureTrustAnyone().build();

        assertThatCode(() -> shake(anyone, CA.server("elsewhere.test").tls().build()))
                .doesNotThrowAnyException();
    }

    @Test
    void trustComesFromAKeyStoreToo() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ours", CA.authority());
        var client = Tls.builder().trust(store).build();

        assertThatCode(() -> shake(client, CA.localhost().tls().build())).doesNotThrowAnyException();
    }

    // ---- pins

    @Test
    void aPinOfTheKeyLetsThatServerIn() throws Exception {
        var server = CA.localhost();
        var client = Tls.builder()
                .trust(CA.authority())
                .pin(keyPin(server.certificate()))
                .build();

        assertThatCode(() -> shake(client, server.tls().build())).doesNotThrowAnyException();
    }

    @Test
    void aServerWithoutAPinnedKeyIsRefusedAndItsPinSaid() throws Exception {
        var server = CA.localhost();
        var client = Tls.builder()
                .trust(CA.authority())
                .pin(keyPin(CA.localhost().certificate()))
                .build();

        assertThatThrownBy(() -> shake(client, server.tls().build()))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("no pin fits the certificate of CN=localhost")
                .hasMessageContaining(keyPin(server.certificate()));
    }

    @Test
    void aPinOfTheAuthorityLetsNobodyIn() throws Exception {
        var client =
                Tls.builder().trust(CA.authority()).pin(keyPin(CA.authority())).build();

        assertThatThrownBy(() -> shake(client, CA.localhost().tls().build())).hasMessageContaining("no pin fits");
    }

    @Test
    void aPinOfTheCertificateAloneIsEnoughForOneThatSignedItself() throws Exception {
        var server = Certificates.selfSigned();
        var fingerprint =
                HexFormat.ofDelimiter(":").formatHex(sha256(server.certificate().getEncoded()));
        var client =
                Tls.builder().insecureTrustAnyone().pinCertificate(fingerprint).build();

        assertThatCode(() -> shake(client, server.tls().build())).doesNotThrowAnyException();
        assertThatThrownBy(() -> shake(client, Certificates.selfSigned().tls().build()))
                .hasMessageContaining("no pin fits");
    }

    @Test
    void whatIsNoPinIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.builder().pin("sha256/AAAA"))
                .withMessage(
                        "'sha256/AAAA' is no pin: expected 'sha256/' and 32 bytes in Base64, the SHA-256 of a public key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.builder().pinCertificate("not hex"))
                .withMessageContaining("expected 64 hexadecimal digits");
    }

    // ---- who one is

    @Test
    void aServerThatRequiresAClientCertificateTakesOneOfItsAuthority() {
        var server = CA.localhost()
                .tls()
                .trust(CA.authority())
                .clientCertificateRequired()
                .build();
        var client = CA.client("alice").tls().trust(CA.authority()).build();

        assertThatCode(() -> shake(client, server)).doesNotThrowAnyException();
    }

    @Test
    void aServerThatRequiresAClientCertificateRefusesAClientWithoutOrOfAnotherAuthority() {
        var server = CA.localhost()
                .tls()
                .trust(CA.authority())
                .clientCertificateRequired()
                .build();
        var stranger =
                new Certificates().client("mallory").tls().trust(CA.authority()).build();

        assertThatThrownBy(() -> shake(CA.trusting(), server)).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> shake(stranger, server)).isInstanceOf(SSLException.class);
    }

    @Test
    void aServerThatWantsAClientCertificateLetsAClientWithoutIn() {
        var server = CA.localhost()
                .tls()
                .trust(CA.authority())
                .clientCertificateWanted()
                .build();

        assertThatCode(() -> shake(CA.trusting(), server)).doesNotThrowAnyException();
    }

    @Test
    void aServerThatAsksForCertificatesMustSayWhose() {
        assertThatThrownBy(
                        () -> CA.localhost().tls().clientCertificateRequired().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("trust(...)");
    }

    @Test
    void aServerWithoutACertificateIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VertxTls.server(Tls.platform()))
                .withMessage("a server needs a certificate and its key: Tls.builder().certificate(chain, key)");
    }

    // ---- files

    @Test
    void certificateAndKeyComeFromPemFilesOrPkcs12() throws Exception {
        var issued = CA.localhost();
        var chain = issued.writeChain(folder.resolve("chain.pem"));
        var key = issued.writeKey(folder.resolve("key.pem"));
        var both = issued.writePkcs12(folder.resolve("both.p12"), PASSWORD);

        assertThatCode(() -> shake(CA.trusting(), Tls.ofCertificate(chain, key)))
                .doesNotThrowAnyException();
        assertThatCode(() -> shake(
                        CA.trusting(), Tls.builder().pkcs12(both, PASSWORD).build()))
                .doesNotThrowAnyException();
    }

    @Test
    void keysOfEveryFormAreRead() throws Exception {
        for (var algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
            var keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            var issued = CA.withKeys(keys);
            var chain = issued.writeChain(folder.resolve(algorithm + ".pem"));
            var modern = issued.writeKey(folder.resolve(algorithm + "-key.pem"));
            var old = Files.write(folder.resolve(algorithm + "-old.pem"), inOldForm(keys.getPrivate()));

            assertThatCode(() -> shake(CA.trusting(), Tls.ofCertificate(chain, modern)))
                    .as(algorithm)
                    .doesNotThrowAnyException();
            assertThatCode(() -> shake(CA.trusting(), Tls.ofCertificate(chain, old)))
                    .as(algorithm + ", as older tools write it")
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] inOldForm(PrivateKey key) throws IOException {
        if (!(key instanceof ECPrivateKey ec)) {
            return Certificates.pem(key);
        }
        int bits = ec.getParams().getOrder().bitLength();
        var curve = bits == 384 ? SECObjectIdentifiers.secp384r1 : SECObjectIdentifiers.secp256r1;
        var structure = new org.bouncycastle.asn1.sec.ECPrivateKey(bits, ec.getS(), curve);
        return Certificates.pem(new PemObject("EC PRIVATE KEY", structure.getEncoded()));
    }

    @Test
    void anEncryptedKeyOpensByItsPasswordOnly() throws Exception {
        var issued = CA.localhost();
        var chain = issued.writeChain(folder.resolve("chain.pem"));
        var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword(PASSWORD)
                .build();
        var key = Files.write(
                folder.resolve("key.pem"),
                Certificates.pem(new JcaPKCS8Generator(issued.keys().getPrivate(), encryptor)));

        assertThatCode(() -> Tls.builder().certificate(chain, key, PASSWORD)).doesNotThrowAnyException();
        refused(() -> Tls.builder().certificate(chain, key, "wrong".toCharArray()))
                .contains(key + ": the password does not open the private key");
        refused(() -> Tls.builder().certificate(chain, key))
                .contains(key + ": the private key is encrypted, and no password was given");
    }

    @Test
    void aMissingFileIsNamed() {
        refused(() -> Tls.trusting(folder.resolve("nowhere.pem")))
                .isEqualTo(folder.resolve("nowhere.pem") + " does not exist: expected certificates in PEM");
    }

    @Test
    void aFileOfAnotherKindIsNamedWithWhatWasExpectedAndFound() throws IOException {
        var issued = CA.localhost();
        var chain = issued.writeChain(folder.resolve("chain.pem"));
        var key = issued.writeKey(folder.resolve("key.pem"));
        var text = Files.writeString(folder.resolve("readme.txt"), "Hello");

        refused(() -> Tls.trusting(key))
                .isEqualTo(key + ": expected a certificate (-----BEGIN CERTIFICATE-----), found PRIVATE KEY");
        refused(() -> Tls.ofCertificate(chain, text))
                .isEqualTo(text + ": expected a private key (-----BEGIN PRIVATE KEY-----), found no PEM block at all");
        refused(() -> Tls.builder().pkcs12(text, PASSWORD)).contains(text + ": is no PKCS #12 key store");
    }

    @Test
    void aWrongPasswordOfAPkcs12FileIsSaid() throws Exception {
        var file = CA.localhost().writePkcs12(folder.resolve("both.p12"), PASSWORD);

        refused(() -> Tls.builder().pkcs12(file, "wrong".toCharArray()))
                .isEqualTo(file + ": the password does not open it");
    }

    @Test
    void aKeyThatDoesNotFitIsRefused() throws IOException {
        var chain = CA.localhost().writeChain(folder.resolve("chain.pem"));
        var key = CA.localhost().writeKey(folder.resolve("key.pem"));

        refused(() -> Tls.ofCertificate(chain, key))
                .isEqualTo("%s, %s: the key (EC) does not belong to the certificate of CN=localhost (EC)"
                        .formatted(chain, key));
    }

    @Test
    void aChainInTheWrongOrderIsRefusedWithTheRightOne() throws IOException {
        var issued = CA.localhost();
        var chain = Files.write(folder.resolve("chain.pem"), Certificates.pem(CA.authority(), issued.certificate()));
        var key = issued.writeKey(folder.resolve("key.pem"));

        refused(() -> Tls.ofCertificate(chain, key))
                .contains("the key is that of certificate 2 of 2; its certificate must stand first");
    }

    @Test
    void damagedBase64IsRefused() {
        var damaged =
                "-----BEGIN CERTIFICATE-----\n#!\n-----END CERTIFICATE-----\n".getBytes(StandardCharsets.US_ASCII);

        refused(() -> Tls.builder().trust(damaged))
                .contains("the PEM bytes to trust: the block CERTIFICATE is no Base64");
    }

    @Test
    void oldVersionsOfTlsAreRefused() {
        refused(() -> Tls.builder().protocols("TLSv1.1"))
                .isEqualTo("protocols must be some of TLSv1.3 and TLSv1.2, was [TLSv1.1]");
    }

    private static AbstractStringAssert<?> refused(ThrowingCallable call) {
        var thrown = catchThrowableOfType(IllegalArgumentException.class, call);
        assertThat(thrown).isNotNull();
        return assertThat(thrown.getMessage());
    }

    // ---- a handshake in memory

    private static void shake(Tls client, Tls server) throws Exception {
        var there = engine(VertxTls.server(server));
        var here = engine(VertxTls.client(client));
        new Handshake(here, there).run();
    }

    private static SSLEngine engine(ClientSSLOptions options) throws Exception {
        var context = SSLContext.getInstance("TLS");
        var keys = options.getKeyCertOptions();
        context.init(
                keys == null ? null : keys.getKeyManagerFactory(vertx).getKeyManagers(),
                options.getTrustOptions().getTrustManagerFactory(vertx).getTrustManagers(),
                null);
        var engine = context.createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(emptyToNull(options.getHostnameVerificationAlgorithm()));
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static SSLEngine engine(ServerSSLOptions options) throws Exception {
        var context = SSLContext.getInstance("TLS");
        var trust = options.getTrustOptions();
        context.init(
                options.getKeyCertOptions().getKeyManagerFactory(vertx).getKeyManagers(),
                trust == null ? null : trust.getTrustManagerFactory(vertx).getTrustManagers(),
                null);
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        switch (options.getClientAuth()) {
            case NONE -> {}
            case REQUEST -> engine.setWantClientAuth(true);
            case REQUIRED -> engine.setNeedClientAuth(true);
        }
        return engine;
    }

    /** Lets two engines talk until both are content. */
    private record Handshake(SSLEngine client, SSLEngine server) {
        void run() throws SSLException {
            client.beginHandshake();
            server.beginHandshake();
            var toServer = ByteBuffer.allocate(1 << 16).flip();
            var toClient = ByteBuffer.allocate(1 << 16).flip();
            for (int i = 0;
                    i < 100 && !(over(client) && over(server) && !toServer.hasRemaining() && !toClient.hasRemaining());
                    i++) {
                step(client, toClient, toServer);
                step(server, toServer, toClient);
            }
            assertThat(client.getSession().isValid() && over(client) && over(server))
                    .isTrue();
        }

        private static boolean over(SSLEngine engine) {
            return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
        }

        private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
            var empty = ByteBuffer.allocate(0);
            var plain = ByteBuffer.allocate(1 << 16);
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> {
                    out.compact();
                    engine.wrap(empty, out);
                    out.flip();
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> {
                    if (in.hasRemaining()) {
                        engine.unwrap(in, plain);
                    }
                }
            }
        }
    }

    private static String keyPin(X509Certificate certificate) throws Exception {
        return "sha256/"
                + Base64.getEncoder()
                        .encodeToString(sha256(certificate.getPublicKey().getEncoded()));
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
