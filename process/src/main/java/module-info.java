import org.jspecify.annotations.NullMarked;

/**
 * Runs jobs in worker JVMs: code that may crash, leak, hang, or needs its own heap, flags or class path.
 */
@NullMarked
module dev.weft.process {
    requires static transitive org.jspecify;
    requires transitive dev.weft;
    requires java.management;
    requires jdk.management;
    requires jdk.unsupported;

    exports dev.weft.process;
}
