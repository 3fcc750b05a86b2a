package dev.weft.http.internal.server;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Shows a folder as a page. */
final class Listing {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private static final String UP = "<tr><td><a href=\"../\">../</a></td><td></td><td></td></tr>\n";

    private Listing() {}

    /** Returns the page of {@code folder}: what is shown of it, folders first. */
    static String of(String title, Path folder, Predicate<Path> shown) throws IOException {
        List<Path> all;
        try (var children = Files.list(folder)) {
            all = children.filter(shown)
                    .sorted(Comparator.comparing((Path child) -> !Files.isDirectory(child))
                            .thenComparing(child -> child.getFileName().toString()))
                    .toList();
        }
        var rows = all.stream().map(Listing::row).collect(Collectors.joining());
        return """
                <!DOCTYPE html>
                <html><head><meta charset="utf-8"><title>%s</title></head>
                <body><h1>%s</h1><table>
                %s%s</table></body></html>
                """.formatted(escaped(title), escaped(title), title.equals("/") ? "" : UP, rows);
    }

    private static String row(Path child) {
        var name = child.getFileName().toString();
        try {
            var attributes = Files.readAttributes(child, BasicFileAttributes.class);
            var slash = attributes.isDirectory() ? "/" : "";
            return "<tr><td><a href=\"%s%s\">%s%s</a></td><td>%s</td><td>%s</td></tr>%n"
                    .formatted(
                            "./"
                                    + URLEncoder.encode(name, StandardCharsets.UTF_8)
                                            .replace("+", "%20"),
                            slash,
                            escaped(name),
                            slash,
                            attributes.isDirectory() ? "" : attributes.size(),
                            TIME.format(attributes.lastModifiedTime().toInstant()));
        } catch (IOException e) {
            return ""; // gone since the folder was read, or a link to nothing
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
