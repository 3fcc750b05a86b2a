import org.jspecify.annotations.NullMarked;

/**
 * The {@code weft} command.
 *
 * <p>Open as a whole: picocli sets the fields of the commands, which live in several packages.
 */
@NullMarked
open module dev.weft.cli {
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.jr.ob;
    requires dev.weft;
    requires dev.weft.http;
    requires dev.weft.loop;
    requires dev.weft.process;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires org.jline.terminal;
}
