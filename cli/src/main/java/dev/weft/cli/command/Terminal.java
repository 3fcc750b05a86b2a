package dev.weft.cli.command;

import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/** What is on the other end. */
final class Terminal {

    private Terminal() {}

    /** Tells whether a person watches: input, output and errors are a terminal that can move its cursor. */
    @SuppressWarnings("SystemConsoleNull") // may be null by its contract, and one checker wants that seen
    static boolean isWatched() {
        var console = System.console();
        return console != null
                && console.isTerminal()
                && !"dumb".equals(System.getenv("TERM"))
                && new ExecTerminalProvider()
                        .isPosixSystemStream(SystemStream.Error); // the console does not look there
    }
}
