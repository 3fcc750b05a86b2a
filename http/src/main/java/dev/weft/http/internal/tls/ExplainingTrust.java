package dev.weft.http.internal.tls;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts whom another trust manager trusts; of the others it says who issued the certificate, what is wrong with it, and what helps.
 */
final class ExplainingTrust extends X509ExtendedTrustManager {
    private final Supplier<X509ExtendedTrustManager> source;
    // Null until the first handshake; perhaps made twice, by two at once.
    private volatile @Nullable X509ExtendedTrustManager judge;

    /** Makes a manager that asks {@code source} for the other once, when it is needed. */
    ExplainingTrust(Supplier<X509ExtendedTrustManager> source) {
        this.source = source;
    }

    private X509ExtendedTrustManager judge() {
        var present = judge;
        if (present == null) {
            present = source.get();
            judge = present;
        }
        return present;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            judge().checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw new CertificateException(reason(chain, authType, e), e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            judge().checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw new CertificateException(reason(chain, authType, e), e);
        }
    }

    private String reason(X509Certificate[] chain, String authType, CertificateException refusal) {
        String issued = "it was issued by '%s'".formatted(chain[0].getIssuerX500Principal());
        for (X509Certificate certificate : chain) {
            String dates = invalidDates(certificate);
            if (dates != null) {
                String whose = certificate.equals(chain[0])
                        ? " and"
                        : ", and that of '%s' behind it".formatted(certificate.getSubjectX500Principal());
                return issued + whose + dates;
            }
        }
        if (isUntrusted(refusal)) {
            return issued + above(chain) + ", which is not trusted here; if you trust it, give its certificate to"
                    + " Tls.trusting";
        }
        if (isTrustedForSomeHost(chain, authType)) {
            return issued + " for another host: %s; check the host that is asked for".formatted(refusal.getMessage());
        }
        return issued + " and was refused: " + refusal.getMessage();
    }

    private static @Nullable String invalidDates(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return null;
        } catch (CertificateExpiredException _) {
            return " expired on %s: it must be renewed".formatted(day(certificate.getNotAfter()));
        } catch (CertificateNotYetValidException _) {
            return " is not valid before %s: check this machine's clock".formatted(day(certificate.getNotBefore()));
        }
    }

    /** Names the authority at the top, whose certificate is needed, if it is not the issuer. */
    private static String above(X509Certificate[] chain) {
        X509Certificate last = chain[chain.length - 1];
        boolean same = last.getIssuerX500Principal().equals(chain[0].getIssuerX500Principal());
        return same ? "" : ", vouched for by '%s'".formatted(last.getIssuerX500Principal());
    }

    private static boolean isUntrusted(CertificateException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    private boolean isTrustedForSomeHost(X509Certificate[] chain, String authType) {
        try {
            judge().checkServerTrusted(chain, authType); // knows no host, so does not compare it
            return true;
        } catch (CertificateException _) {
            return false;
        }
    }

    private static LocalDate day(Date date) {
        return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge().checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge().checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge().checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge().checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge().getAcceptedIssuers();
    }
}
