package dev.weft.process.internal.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which of this JVM's flags its workers get too: those that decide what the program <em>means</em>, not how this JVM runs.
 *
 * <p>Inherited are modules and access ({@code --add-opens}, {@code --enable-preview}, {@code --patch-module} and all others of
 * two dashes), system properties (encoding, locale, logging set-up, the program's own), assertions, the stack size and what was
 * added to the boot class path. Not inherited are agents and debuggers (their port is taken), sizes of the heap, garbage
 * collectors, all of {@code -XX}, logs, dumps and recordings (workers would write the same files).
 */
final class InheritedFlags {
    private static final List<String> INHERITED = List.of(
            "--",
            "-D",
            "-ea",
            "-enableassertions",
            "-da",
            "-disableassertions",
            "-esa",
            "-enablesystemassertions",
            "-dsa",
            "-disablesystemassertions",
            "-Xss",
            "-Xbootclasspath/a:");

    // Properties that would break a worker: ports of this JVM; what java derives from its own command line; the
    // encoding of
    // streams that are a terminal here and a pipe there; and Weft's own switches, which the parent has acted on.
    private static final List<String> OWN = List.of(
            "-Dcom.sun.management.",
            "-Dapplication.home=",
            "-Djava.class.path=",
            "-Djdk.console=",
            "-Djdk.module.",
            "-Dsun.java.",
            "-Dstdin.encoding=",
            "-Dstdout.encoding=",
            "-Dstderr.encoding=",
            "-Dweft.");

    private InheritedFlags() {}

    /** Returns the flags among {@code arguments} that a worker gets too, in their order. */
    static List<String> of(List<String> arguments) {
        return arguments.stream()
                .filter(flag -> startsWithOneOf(INHERITED, flag) && !startsWithOneOf(OWN, flag))
                .toList();
    }

    /** Returns flags for the default locale, as far as the program has changed it since this JVM started. */
    static List<String> changedLocale() {
        return Stream.of(
                        changed("", Locale.getDefault()),
                        changed(".display", Locale.getDefault(Locale.Category.DISPLAY)),
                        changed(".format", Locale.getDefault(Locale.Category.FORMAT)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> changed(String category, Locale now) {
        var parts = Map.of(
                "user.language", now.getLanguage(),
                "user.script", now.getScript(),
                "user.country", now.getCountry(),
                "user.variant", now.getVariant());
        var flags = new ArrayList<String>();
        parts.forEach((name, value) -> {
            var atStart = System.getProperty(name + category, System.getProperty(name, ""));
            if (!value.equals(atStart)) {
                flags.add("-D" + name + category + "=" + value);
            }
        });
        return flags;
    }

    private static boolean startsWithOneOf(List<String> beginnings, String flag) {
        return beginnings.stream().anyMatch(flag::startsWith);
    }
}
