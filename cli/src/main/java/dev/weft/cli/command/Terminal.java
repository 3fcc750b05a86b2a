package dev.weft.cli.command;

/** What is on the other end. */
final class Terminal {

    private Terminal() {}

    /** Tells whether a person watches: input and output are a terminal that can move its cursor. */
    @SuppressWarnings("SystemConsoleNull") // may be null by its contract, and one checker wants that seen
    static boolean isWatched() {
        var console = System.console();
        return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }
}
