package dev.weft.cli.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "weft " + Objects.requireNonNullElse(version, "(not built as a release)"),
            "Java %s (%s)".formatted(Runtime.version(), System.getProperty("java.home"))
        };
    }
}
