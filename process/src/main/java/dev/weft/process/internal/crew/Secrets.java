package dev.weft.process.internal.crew;

import java.security.SecureRandom;

/** Makes what a pool and its workers know each other by. Its first use takes a program as long as starting a process does. */
final class Secrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    static byte[] next() {
        var secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }
}
