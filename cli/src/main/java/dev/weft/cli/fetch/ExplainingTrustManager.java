package dev.weft.cli.fetch;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts whom another trust manager trusts; of the others it says who issued the certificate, what is wrong with it,
 * and whether {@code --cacert} helps.
 */
final class ExplainingTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager judge;

    ExplainingTrustManager(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            judge.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw new RefusedCertificateException(reason(chain, authType, e), e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            judge.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw new RefusedCertificateException(reason(chain, authType, e), e);
        }
    }

    private String reason(X509Certificate[] chain, String authType, CertificateException refusal) {
        String issued = "was issued by '%s'".formatted(chain[0].getIssuerX500Principal());
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
            return issued + above(chain) + ", which is not trusted here; if you trust it, pass its certificate"
                    + " in PEM form with --cacert FILE";
        }
        if (isTrustedForSomeHost(chain, authType)) {
            return issued
                    + " for another host: %s; check the URL's host, --cacert cannot help"
                            .formatted(refusal.getMessage());
        }
        return issued + " and was refused, --cacert or not: " + refusal.getMessage();
    }

    private static @Nullable String invalidDates(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return null;
        } catch (CertificateExpiredException _) {
            return " expired on %s: it must be renewed, --cacert cannot help".formatted(day(certificate.getNotAfter()));
        } catch (CertificateNotYetValidException _) {
            return " is not valid before %s: check this machine's clock, --cacert cannot help"
                    .formatted(day(certificate.getNotBefore()));
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
            judge.checkServerTrusted(chain, authType); // knows no host, so does not compare it
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
        judge.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
