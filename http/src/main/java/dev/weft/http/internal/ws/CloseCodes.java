package dev.weft.http.internal.ws;

/**
 * The codes of a close.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4">RFC 6455, section 7.4</a>, and IANA's registry
 */
final class CloseCodes {
    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL = 1002;
    static final int NO_CODE = 1005;
    static final int LOST = 1006;
    static final int NO_UTF8 = 1007;
    static final int TOO_BIG = 1009;
    static final int INTERNAL = 1011;

    private CloseCodes() {}

    /** Tells whether a peer may send it: 1004, 1005, 1006 and 1015 stand for what was not sent. */
    static boolean mayTravel(int code) {
        boolean registered = code >= 1000 && code <= 1014 && code != 1004 && code != NO_CODE && code != LOST;
        boolean ofApplications = code >= 3000 && code <= 4999;
        return registered || ofApplications;
    }

    static void ensureMayTravel(int code) {
        if (!mayTravel(code)) {
            throw new IllegalArgumentException(
                    "close code must be 1000 to 1014 without 1004 to 1006, or 3000 to 4999, was " + code);
        }
    }
}
