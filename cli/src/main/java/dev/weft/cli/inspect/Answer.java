package dev.weft.cli.inspect;

import dev.weft.internal.watch.JvmSnapshot;

/**
 * What another JVM has shown.
 *
 * @param byWeft whether Weft in it has answered; else the JDK has, whose containers of threads stand for pools
 */
public record Answer(long pid, boolean byWeft, JvmSnapshot snapshot) {

    /** Returns the first line of what is printed: which process, and who tells. */
    public String headline() {
        int count = snapshot.pools().size();
        return byWeft
                ? "process %d: %d %s".formatted(pid, count, count == 1 ? "pool" : "pools")
                : "process %d: no pool of Weft answers (it has opened none, or has -Ddev.weft.inspect=off); its threads, as the JDK's own dump tells"
                        .formatted(pid);
    }
}
