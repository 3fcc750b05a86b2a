package dev.weft.cli.site;

/** Thrown for a request that is not answered with a page; the message is for the client. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    private RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    static RefusedException badRequest(String message) {
        return new RefusedException(400, message);
    }

    static RefusedException notFound(String message) {
        return new RefusedException(404, message);
    }

    /** Returns the HTTP status of the answer. */
    int status() {
        return status;
    }
}
