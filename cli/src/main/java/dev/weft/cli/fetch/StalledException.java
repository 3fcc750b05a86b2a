package dev.weft.cli.fetch;

import java.io.IOException;
import java.io.Serial;

/** No byte came for as long as is waited for one. */
final class StalledException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    StalledException() {
        super("no byte came in time");
    }
}
