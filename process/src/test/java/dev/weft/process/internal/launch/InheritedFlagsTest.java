package dev.weft.process.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InheritedFlagsTest {
    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(locale);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--enable-preview",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-modules=java.sql",
                "--module-path=mods",
                "--patch-module=app=classes",
                "--enable-native-access=ALL-UNNAMED",
                "-ea",
                "-ea:dev.weft...",
                "-enablesystemassertions",
                "-Xss4m",
                "-Xbootclasspath/a:extra.jar",
                "-Dfile.encoding=ISO-8859-1",
                "-Duser.language=de",
                "-Djava.util.logging.config.file=logging.properties",
                "-Dapp.mode=test"
            })
    void whatTheProgramMeansIsInherited(String flag) {
        assertThat(InheritedFlags.of(List.of(flag))).containsExactly(flag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "-Xrunjdwp:transport=dt_socket",
                "-Xdebug",
                "-javaagent:profiler.jar",
                "-agentpath:/opt/agent.so",
                "-Dcom.sun.management.jmxremote.port=9010",
                "-Dcom.sun.management.jmxremote",
                "-Djdk.module.main=jdk.jshell",
                "-Djava.class.path=app.jar",
                "-Dweft.aot=off",
                "-Dstdout.encoding=US-ASCII",
                "-Xmx8g",
                "-Xms8g",
                "-XX:+UseZGC",
                "-XX:StartFlightRecording=filename=a.jfr",
                "-XX:+HeapDumpOnOutOfMemoryError",
                "-Xlog:gc:file=gc.log",
                "-verbose:class"
            })
    void howThisJvmRunsIsNot(String flag) {
        assertThat(InheritedFlags.of(List.of(flag))).isEmpty();
    }

    @Test
    void theirOrderStays() {
        assertThat(InheritedFlags.of(List.of("-Da=1", "-Xmx1g", "-Da=2"))).containsExactly("-Da=1", "-Da=2");
    }

    @Test
    void anUnchangedLocaleNeedsNoFlag() {
        assertThat(InheritedFlags.changedLocale()).isEmpty();
    }

    @Test
    void aChangedLocaleIsPassedOn() {
        Locale.setDefault(Locale.of("de", "AT"));
        Locale.setDefault(Locale.Category.FORMAT, Locale.of("fr", "AT"));

        assertThat(InheritedFlags.changedLocale())
                .contains("-Duser.language=de", "-Duser.country=AT", "-Duser.language.format=fr");
    }
}
