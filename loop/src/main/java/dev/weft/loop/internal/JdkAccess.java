package dev.weft.loop.internal;

/** Whether this JVM lets a loop be, and what to say if it does not. */
public final class JdkAccess {
    private static final int SUPPORTED = 25;

    private JdkAccess() {}

    /**
     * Makes sure that a loop can be opened.
     *
     * @throws IllegalStateException if the JVM was not told to open {@code java.lang}, or is not JDK 25
     */
    public static void ensureOpen() {
        int feature = Runtime.version().feature();
        if (feature != SUPPORTED) {
            throw new IllegalStateException(
                    "a Loop runs on JDK %d, whose virtual threads it drives itself, and this is JDK %d (%s)"
                            .formatted(SUPPORTED, feature, System.getProperty("java.home")));
        }
        if (!isOpen()) {
            throw new IllegalStateException(missingFlag(JdkAccess.class.getModule()));
        }
    }

    /** Tells whether {@code java.lang} is open to this class. */
    public static boolean isOpen() {
        return Object.class.getModule().isOpen("java.lang", JdkAccess.class.getModule());
    }

    static String missingFlag(Module ours) {
        var target = ours.isNamed() ? ours.getName() : "ALL-UNNAMED";
        var flag = "--add-opens=java.base/java.lang=" + target;
        var text = """
                a Loop needs a flag that this JVM was started without, since Weft is on the %s path:
                  %s
                Where to put it:
                  command line    java %s ...
                  environment     JDK_JAVA_OPTIONS='%s'
                  Maven Surefire  <argLine>%s</argLine>
                  Gradle          tasks.withType<Test> { jvmArgs("%s") }   and the same for JavaExec""".formatted(ours.isNamed() ? "module" : "class", flag, flag, flag, flag, flag);
        return ours.isNamed()
                ? text + "\n  java -jar       no manifest entry opens to a named module: use one of the above"
                : text + "\n  java -jar       Add-Opens: java.base/java.lang   in the manifest of the jar";
    }

    /** Returns what to throw where a JDK of the right number has other insides. */
    static IllegalStateException otherJdk(ReflectiveOperationException e) {
        return new IllegalStateException(
                "a Loop does not know this JDK's virtual threads (%s %s): %s"
                        .formatted(System.getProperty("java.vendor"), Runtime.version(), e),
                e);
    }
}
