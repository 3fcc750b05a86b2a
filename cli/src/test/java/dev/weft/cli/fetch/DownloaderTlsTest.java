package dev.weft.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DownloaderTlsTest extends FetchFixture {
    private static TestAuthority authority;
    private static TestAuthority stranger;

    @BeforeAll
    static void foundAuthorities() throws Exception {
        authority = new TestAuthority("CN=Weft Test Authority, O=Weft");
        stranger = new TestAuthority("CN=Somebody Else");
    }

    private final Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    private final Instant yesterday = Instant.now().minus(Duration.ofDays(1));

    private FetchOptions trusting(TestAuthority trusted) throws Exception {
        return options().withCacert(trusted.pem(temporary.resolve("authority.pem")));
    }

    private static RawServer server(String host, Instant end) throws Exception {
        return RawServer.https(authority.serverFor(host, end), client -> client.send(page("secret")));
    }

    @Test
    void aServerOfATrustedAuthorityIsTrusted() throws Exception {
        try (RawServer server = server("127.0.0.1", tomorrow)) {
            assertThat(fetch(trusting(authority), server.url("/")).path()).hasContent("secret");
        }
    }

    @Test
    void oneOfSeveralAuthoritiesInTheFileIsEnough() throws Exception {
        Path both = temporary.resolve("both.pem");
        Files.writeString(
                both,
                "# Stranger - first\n" + Files.readString(stranger.pem(temporary.resolve("stranger.pem")))
                        + "# Ours\r\n" + Files.readString(authority.pem(temporary.resolve("ours.pem"))));
        try (RawServer server = server("127.0.0.1", tomorrow)) {
            assertThat(fetch(options().withCacert(both), server.url("/")).path())
                    .hasContent("secret");
        }
    }

    @Test
    void aServerOfAnUnknownAuthorityIsRefusedByName() throws Exception {
        try (RawServer server = server("127.0.0.1", tomorrow)) {
            assertThat(reason(options().withRetries(3), server.url("/")))
                    .isEqualTo(
                            "failed while making the TLS handshake: the certificate of 127.0.0.1:%d is not accepted: it"
                                    + " was issued by 'CN=Weft Test Authority, O=Weft', which is not trusted here; if you trust it,"
                                    + " give its certificate to Tls.trusting (--cacert FILE)",
                            server.port());
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void theFileReplacesTheUsualAuthoritiesAndNoOtherIsTrusted() throws Exception {
        try (RawServer server = server("127.0.0.1", tomorrow)) {
            assertThat(reason(trusting(stranger), server.url("/"))).contains("'CN=Weft Test Authority, O=Weft'");
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        try (RawServer server = server("example.com", tomorrow)) {
            assertThat(reason(trusting(authority), server.url("/")))
                    .contains("was issued by 'CN=Weft Test Authority, O=Weft' for another host")
                    .endsWith("check the host that is asked for");
        }
    }

    @Test
    void anExpiredCertificateIsRefusedWithItsDate() throws Exception {
        try (RawServer server = server("127.0.0.1", yesterday)) {
            assertThat(reason(trusting(authority), server.url("/")))
                    .contains("was issued by 'CN=Weft Test Authority, O=Weft' and expired on "
                            + yesterday.toString().substring(0, 10));
        }
    }

    @Test
    void aCertificateOfTheFutureIsRefusedWithItsDate() throws Exception {
        try (RawServer server = server("127.0.0.1", tomorrow.plus(Duration.ofDays(99)))) {
            assertThat(reason(trusting(authority), server.url("/"))).contains(" and is not valid before ");
        }
    }

    @Test
    void aServerWithoutTlsIsRecognized() throws Exception {
        try (RawServer server = RawServer.speakingFirst("220 mail.example.com ESMTP\r\n")) {
            assertThat(reason(server.url("/").replace("http:", "https:")))
                    .contains("127.0.0.1:%d answered, but not by TLS; is it http rather than https?"
                            .formatted(server.port()));
        }
    }

    @Test
    void aServerWithTlsThatIsAskedWithoutIsRecognized() throws Exception {
        try (RawServer server = server("127.0.0.1", tomorrow)) {
            assertThat(reason(server.url("/").replace("https:", "http:")))
                    .contains("127.0.0.1:%d sent what is no HTTP response".formatted(server.port()));
        }
    }

    @Test
    void aRedirectFromHttpsToHttpIsFollowed() throws Exception {
        try (RawServer plain = RawServer.answering(page("plain"));
                RawServer server = RawServer.https(
                        authority.serverFor("127.0.0.1", tomorrow),
                        client -> client.send("HTTP/1.1 302 Found\r\nLocation: " + plain.url("/") + "\r\n\r\n"))) {
            assertThat(fetch(trusting(authority), server.url("/")).path()).hasContent("plain");
        }
    }

    @Test
    void aFileWithoutCertificatesIsRefusedAtOnce() throws Exception {
        Path empty = Files.writeString(temporary.resolve("empty.pem"), "no certificate");

        assertThatThrownBy(() -> downloader(options().withCacert(empty)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--cacert: %s: expected a certificate (-----BEGIN CERTIFICATE-----)", empty);
    }

    @Test
    void aMissingFileIsRefusedAtOnce() {
        Path missing = temporary.resolve("missing.pem");

        assertThatThrownBy(() -> downloader(options().withCacert(missing)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--cacert: %s does not exist: expected certificates in PEM".formatted(missing));
    }

    @Test
    void aBrokenCertificateIsRefusedAtOnce() throws Exception {
        Path broken = Files.writeString(
                temporary.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertThatThrownBy(() -> downloader(options().withCacert(broken)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--cacert: %s: a certificate cannot be read", broken);
    }
}
