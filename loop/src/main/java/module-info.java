import org.jspecify.annotations.NullMarked;

/**
 * Runs jobs as coroutines on one thread: very many waits, and no data races between them.
 */
@NullMarked
module dev.weft.loop {
    requires static transitive org.jspecify;
    requires transitive dev.weft;
    requires jdk.unsupported;
    requires static org.junit.jupiter.api; // for @Simulated alone

    exports dev.weft.loop;
    exports dev.weft.loop.testing;

    // JUnit makes the extension of @Simulated.
    opens dev.weft.loop.testing to
            org.junit.platform.commons;
}
