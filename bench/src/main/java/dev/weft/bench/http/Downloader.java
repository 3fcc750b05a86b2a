package dev.weft.bench.http;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The programs that download a list of files, {@value #AT_ONCE} at once, each as its manual has it where that is fastest. */
enum Downloader {
    WEFT("weft fetch") {
        @Override
        List<String> command(Path list, Path folder) {
            return List.of(command(), "fetch", "-i", list.toString(), "-d", folder.toString(), "-j", AT_ONCE);
        }

        private static String command() {
            var command = System.getenv("WEFT_COMMAND");
            if (command == null) {
                throw new IllegalStateException("no WEFT_COMMAND, which bench/run sets: the path of bin/weft");
            }
            return command;
        }
    },
    CURL("curl --parallel") {
        @Override
        String line(URI uri) {
            return "url=" + uri;
        }

        @Override
        List<String> command(Path list, Path folder) {
            return List.of(
                    "curl",
                    "--no-progress-meter",
                    "--fail",
                    "--remote-name-all",
                    "--parallel",
                    "--parallel-max",
                    AT_ONCE,
                    "--output-dir",
                    folder.toString(),
                    "--config",
                    list.toString());
        }
    },
    ARIA2C("aria2c") {
        @Override
        List<String> command(Path list, Path folder) {
            return List.of(
                    "aria2c",
                    "--no-conf",
                    "--quiet",
                    "--file-allocation=none",
                    "--split=1",
                    "--max-concurrent-downloads=" + AT_ONCE,
                    "--dir=" + folder,
                    "--input-file=" + list);
        }
    },
    WGET2("wget2") {
        @Override
        List<String> command(Path list, Path folder) {
            return List.of(
                    "wget2",
                    "--no-config",
                    "--no-hsts",
                    "--quiet",
                    "--max-threads=" + AT_ONCE,
                    "--directory-prefix=" + folder,
                    "--input-file=" + list);
        }
    };

    private static final String AT_ONCE = "16";

    private final String title;

    Downloader(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Returns the name of the program. */
    String program() {
        return title.split(" ", 2)[0];
    }

    /** Returns the list that it reads. */
    String list(List<URI> uris) {
        return uris.stream().map(this::line).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Returns how the list names a file. */
    String line(URI uri) {
        return uri.toString();
    }

    /** Returns what downloads the files of {@code list} into {@code folder}. */
    abstract List<String> command(Path list, Path folder);
}
