package dev.weft.http.internal.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes what another trust manager does, if one of the pins fits the peer's own certificate too.
 *
 * <p>Those of the authorities are not looked at: what a peer sends beside its own certificate, anybody can send.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager under;
    private final List<Pin> pins;

    PinnedTrust(X509ExtendedTrustManager under, List<Pin> pins) {
        this.under = under;
        this.pins = pins;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        under.checkClientTrusted(chain, authType);
        ensurePinned(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        under.checkServerTrusted(chain, authType);
        ensurePinned(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        under.checkClientTrusted(chain, authType, socket);
        ensurePinned(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        under.checkServerTrusted(chain, authType, socket);
        ensurePinned(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        under.checkClientTrusted(chain, authType, engine);
        ensurePinned(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        under.checkServerTrusted(chain, authType, engine);
        ensurePinned(chain);
    }

    private void ensurePinned(X509Certificate[] chain) throws CertificateException {
        if (pins.stream().noneMatch(pin -> pin.fits(chain[0]))) {
            throw new CertificateException(
                    "no pin fits the certificate of %s, whose key is %s and whose fingerprint is %s; pinned: %s"
                            .formatted(
                                    chain[0].getSubjectX500Principal(),
                                    Pin.of(chain[0], true),
                                    Pin.of(chain[0], false),
                                    pins.stream().map(Pin::toString).collect(Collectors.joining(", "))));
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return under.getAcceptedIssuers();
    }
}
