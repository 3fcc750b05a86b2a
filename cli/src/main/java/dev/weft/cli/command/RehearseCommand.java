package dev.weft.cli.command;

import dev.weft.cli.Main;
import dev.weft.cli.Place;
import dev.weft.cli.site.Site;
import dev.weft.cli.site.SiteOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code weft rehearse}, which the launcher has a JVM run that makes a start-up cache: in that is what the JVM sees here. So it does a
 * little of what users do most, within this JVM, and prints nothing.
 */
@Command(name = "rehearse", hidden = true, description = "Does a little of everything, for a start-up cache.")
public final class RehearseCommand implements Callable<Integer> {
    private static final int PAGES = 32;

    @Parameters(paramLabel = "DIR", description = "A folder for what is downloaded.")
    private Path folder = Path.of(".");

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        var options = SiteOptions.standard().withPages(PAGES).withLatency(Duration.ZERO);
        try (var site = Site.open(options);
                var served = new FolderArguments().open(folder, 0, nowhere())) {
            for (var place : new Place[] {Place.LOOP, Place.VIRTUAL, Place.THREADS}) {
                fetch(
                        place,
                        Stream.iterate(1, number -> number + 1).limit(PAGES).map(site::uri));
            }
            fetch(Place.THREADS, Stream.of(served.uri().resolve("/")));
        }
        run("fib", "10");
        run("--help");
        return 0;
    }

    private void fetch(Place place, Stream<?> urls) {
        var options = Stream.of("fetch", "--on", place.toString(), "-d", folder.toString());
        run(Stream.concat(options, urls.map(Object::toString)).toArray(String[]::new));
    }

    private static void run(String... args) {
        int code = Main.commandLine(args).setOut(nowhere()).setErr(nowhere()).execute(args);
        if (code != 0) {
            throw new IllegalStateException("'weft %s' ended with %d".formatted(String.join(" ", args), code));
        }
    }

    private static PrintWriter nowhere() {
        return new PrintWriter(Writer.nullWriter());
    }
}
