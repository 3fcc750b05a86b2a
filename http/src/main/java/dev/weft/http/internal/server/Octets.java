package dev.weft.http.internal.server;

import java.util.BitSet;

/** Which bytes may stand where in a request; by their unsigned value. */
final class Octets {
    /** Of methods and header names. */
    static final boolean[] TOKEN = table("!#$%&'*+-.^_`|~0-9A-Za-z");
    /** Of request targets: visible ASCII, no fragment. */
    static final boolean[] TARGET = range(0x21, 0x7e, '#');
    /** Of header values: no control but the tab. */
    static final boolean[] VALUE = value();
    /** Of host and port. */
    static final boolean[] HOST = table("-._~%!$&'()*+,;=:[]0-9A-Za-z");
    /** Of chunk extensions. */
    static final boolean[] EXTENSION = value();

    private Octets() {}

    private static boolean[] table(String characters) {
        var set = new BitSet();
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            // A range such as 0-9: between two letters or digits only.
            if (c == '-'
                    && i > 0
                    && i + 1 < characters.length()
                    && isRange(characters.charAt(i - 1), characters.charAt(i + 1))) {
                set.set(characters.charAt(i - 1), characters.charAt(i + 1));
            } else {
                set.set(c);
            }
        }
        return asTable(set);
    }

    private static boolean isRange(char from, char to) {
        return Character.isLetterOrDigit(from) && Character.isLetterOrDigit(to);
    }

    private static boolean[] range(int from, int to, int without) {
        var set = new BitSet();
        set.set(from, to + 1);
        set.clear(without);
        return asTable(set);
    }

    private static boolean[] value() {
        var set = new BitSet();
        set.set('\t');
        set.set(' ', 0x7f);
        set.set(0x80, 0x100);
        return asTable(set);
    }

    private static boolean[] asTable(BitSet set) {
        var table = new boolean[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = set.get(i);
        }
        return table;
    }

    /** Tells whether all bytes from {@code start} to {@code end} are in {@code table}. */
    static boolean areAll(boolean[] table, byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!table[bytes[i] & 0xff]) {
                return false;
            }
        }
        return true;
    }
}
