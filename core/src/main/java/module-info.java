import org.jspecify.annotations.NullMarked;

/**
 * Runs many things at once: jobs, futures and the pools that run them.
 */
@NullMarked
@SuppressWarnings("module") // the modules that the inside is opened to are built later
module dev.weft {
    requires static transitive org.jspecify;
    requires jdk.jfr;

    exports dev.weft;
    exports dev.weft.internal.pool to
            dev.weft.loop,
            dev.weft.process;
    exports dev.weft.internal.task to
            dev.weft.cli,
            dev.weft.http,
            dev.weft.loop,
            dev.weft.process;
    exports dev.weft.internal.time to
            dev.weft.http,
            dev.weft.loop,
            dev.weft.process;
    exports dev.weft.internal.watch to
            dev.weft.cli,
            dev.weft.loop,
            dev.weft.process;

    // Jobs that this module makes are sent to worker JVMs.
    opens dev.weft.internal.batch to
            dev.weft.process;
    opens dev.weft.internal.task to
            dev.weft.process;
}
