package dev.weft.process.internal.crew;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/** What a worker is told on its standard input: where to call, and what to say there. */
final class Greeting {

    private Greeting() {}

    static byte[] bytes(Path socket, byte[] secret) {
        return "%s\n%s\n".formatted(socket, HexFormat.of().formatHex(secret)).getBytes(StandardCharsets.UTF_8);
    }
}
