import org.jspecify.annotations.NullMarked;

/**
 * Runs jobs as coroutines on one thread: very many waits, and no data races between them.
 */
@NullMarked
module dev.weft.loop {
    requires static transitive org.jspecify;
    requires transitive dev.weft;
    requires jdk.unsupported;

    exports dev.weft.loop;
}
