package dev.weft.cli.fetch;

import java.io.Serial;
import java.security.cert.CertificateException;

/** A server's certificate was refused. The message goes on after "the certificate of HOST": why, and what to do. */
final class RefusedCertificateException extends CertificateException {
    @Serial
    private static final long serialVersionUID = 1L;

    RefusedCertificateException(String reason, CertificateException cause) {
        super(reason, cause);
    }
}
