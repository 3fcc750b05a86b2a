package dev.weft.http.internal.tls;

/** Whether a server asks its clients for certificates. */
public enum ClientCertificates {
    /** Not asked for. */
    NONE,
    /** Asked for; a client without one is let in. */
    WANTED,
    /** A client without one is turned away. */
    REQUIRED
}
