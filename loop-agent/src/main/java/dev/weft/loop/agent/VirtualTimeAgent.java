package dev.weft.loop.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A Java agent for test JVMs, given by {@code -javaagent:weft-loop-agent.jar}: in a simulation {@code Thread.sleep},
 * {@code queue.poll(1, SECONDS)}, {@code lock.tryLock(1, SECONDS)}, {@code Object.wait(1000)} and the JDK's other timed waits pass
 * virtual time. Outside of simulations nothing changes.
 */
public final class VirtualTimeAgent {

    private VirtualTimeAgent() {}

    /** Called by the JVM before the program starts. */
    public static void premain(String arguments, Instrumentation jvm)
            throws IOException, URISyntaxException, UnmodifiableClassException {
        jvm.appendToBootstrapClassLoaderSearch(ownJar());
        letTheJdkSeeTheClock(jvm);
        jvm.addTransformer(new ClockCalls(), true);
        jvm.retransformClasses(Stream.of(jvm.getAllLoadedClasses())
                .filter(type -> type.getClassLoader() == null
                        && ClockCalls.concerns(type.getName().replace('.', '/')))
                .filter(jvm::isModifiableClass)
                .toArray(Class<?>[]::new));
    }

    @SuppressWarnings("resource") // the boot class loader goes on reading it
    private static JarFile ownJar() throws IOException, URISyntaxException {
        var location =
                VirtualTimeAgent.class.getProtectionDomain().getCodeSource().getLocation();
        var file = new File(location.toURI());
        if (!file.isFile()) {
            throw new IllegalStateException(
                    "the agent was loaded from %s, and the boot class path takes jars only: have the jar first on the class path"
                            .formatted(file));
        }
        return new JarFile(file);
    }

    private static void letTheJdkSeeTheClock(Instrumentation jvm) {
        jvm.redefineModule(
                Object.class.getModule(), Set.of(JdkClock.class.getModule()), Map.of(), Map.of(), Set.of(), Map.of());
    }
}
