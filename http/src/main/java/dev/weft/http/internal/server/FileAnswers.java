package dev.weft.http.internal.server;

import dev.weft.http.Content;
import dev.weft.http.HttpError;
import dev.weft.http.Request;
import dev.weft.http.Response;
import dev.weft.http.internal.text.ContentTypes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers requests with the files of a folder. Any thread may call it. */
public final class FileAnswers {
    private static final List<Encoding> ENCODINGS =
            List.of(new Encoding("br", ".br"), new Encoding("zstd", ".zst"), new Encoding("gzip", ".gz"));

    private record Encoding(String name, String ending) {}

    /**
     * A file that was found.
     *
     * @param type of what it stands for, which for a compressed one is that beside it
     */
    private record Found(
            Path path,
            long size,
            Instant modified,
            String type,
            @Nullable String encoding,
            boolean varies) {
        String etag() {
            return "\"%x-%x\"".formatted(size, modified.getEpochSecond() * 1_000_000_000L + modified.getNano());
        }

        /** As headers know it: to the second. */
        Instant modifiedSecond() {
            return Instant.ofEpochSecond(modified.getEpochSecond());
        }
    }

    private final Folder folder;

    /** Answers for {@code folder}. */
    public FileAnswers(Folder folder) {
        this.folder = folder;
    }

    /**
     * Returns the answer for the file at {@code name} below the folder.
     *
     * @param name percent escapes undone
     * @throws HttpError 404 if it is not there or not shown
     */
    public Response answer(Request request, String name) throws IOException {
        ensureShown(request, name);
        var accepted = request.header("Accept-Encoding");
        try {
            return Disk.call(() -> look(request, name, accepted));
        } catch (AccessDeniedException e) {
            throw new HttpError(403, "this file is not shown");
        } catch (FileSystemException | InvalidPathException e) {
            throw notFound(request); // not there, or no name that a file can have
        }
    }

    private static HttpError notFound(Request request) {
        return new HttpError(404, "nothing at " + request.rawPath());
    }

    /** Throws unless each part of {@code name} is a name: no way up, nothing empty, nothing hidden. */
    private void ensureShown(Request request, String name) {
        var parts = name.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            var part = parts[i];
            boolean last = i == parts.length - 1;
            boolean up = part.equals(".") || part.equals("..");
            boolean dotted = part.startsWith(".") && !folder.hidden() && !part.equals(".well-known");
            if ((part.isEmpty() && !last) || up || dotted || part.indexOf('\0') >= 0 || part.indexOf('\\') >= 0) {
                throw notFound(request);
            }
        }
    }

    private Response look(Request request, String name, @Nullable String accepted) throws IOException {
        var path = real(request, name.isEmpty() ? folder.path() : folder.path().resolve(name));
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        boolean asFolder = name.isEmpty() || name.endsWith("/");
        if (attributes.isDirectory()) {
            return asFolder ? lookInto(request, path, accepted) : withSlash(request);
        }
        if (asFolder || !attributes.isRegularFile()) {
            throw notFound(request);
        }
        return answer(request, choose(path, attributes, accepted));
    }

    /** Returns where {@code path} really is, which must be in the folder unless links may lead out of it. */
    private Path real(Request request, Path path) throws IOException {
        var real = path.toRealPath();
        if (!folder.links() && !real.startsWith(folder.path().toRealPath())) {
            throw notFound(request);
        }
        return real;
    }

    private Response lookInto(Request request, Path path, @Nullable String accepted) throws IOException {
        var index = path.resolve("index.html");
        if (Files.isRegularFile(index)) {
            var real = real(request, index);
            return answer(request, choose(real, Files.readAttributes(real, BasicFileAttributes.class), accepted));
        }
        if (!folder.listing()) {
            throw notFound(request);
        }
        return Response.html(Listing.of(request.path(), path, this::isShown)).withHeader("Cache-Control", "no-cache");
    }

    /** Tells whether a child of a folder is shown in its list. */
    private boolean isShown(Path child) {
        try {
            return (folder.hidden() || !child.getFileName().toString().startsWith("."))
                    && (folder.links()
                            || child.toRealPath().startsWith(folder.path().toRealPath()));
        } catch (IOException e) {
            return false; // gone since the folder was read, or a link to nothing
        }
    }

    private static Response withSlash(Request request) {
        var query = request.rawQuery();
        return Response.redirect(URI.create(request.rawPath() + "/" + (query == null ? "" : "?" + query)))
                .withStatus(301);
    }

    // ---- which file

    private static String typeOf(Path path) {
        var type = ContentTypes.of(path);
        return type.startsWith("text/") ? type + "; charset=utf-8" : type;
    }

    private Found choose(Path path, BasicFileAttributes attributes, @Nullable String accepted) throws IOException {
        var type = typeOf(path);
        boolean varies = false;
        if (folder.preCompressed()) {
            for (var encoding : ENCODINGS) {
                var beside = path.resolveSibling(path.getFileName() + encoding.ending);
                if (Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)) {
                    var its = Files.readAttributes(beside, BasicFileAttributes.class);
                    boolean current = its.lastModifiedTime().compareTo(attributes.lastModifiedTime()) >= 0;
                    varies |= current;
                    if (current && AcceptEncoding.takes(accepted, encoding.name)) {
                        return found(beside, its, type, encoding.name, true);
                    }
                }
            }
        }
        return found(path, attributes, type, null, varies);
    }

    private static Found found(
            Path path, BasicFileAttributes attributes, String type, @Nullable String encoding, boolean varies) {
        return new Found(path, attributes.size(), attributes.lastModifiedTime().toInstant(), type, encoding, varies);
    }

    // ---- how it is answered

    private Response answer(Request request, Found found) {
        var conditions = new Conditions(request, found.etag(), found.modifiedSecond());
        return switch (conditions.outcome()) {
            case NOT_MODIFIED -> described(Response.empty(304), found);
            case PRECONDITION_FAILED -> throw new HttpError(412, "the file is another by now");
            case SEND -> send(request, found, conditions);
        };
    }

    private Response send(Request request, Found found, Conditions conditions) {
        var range = conditions.takesRange() ? ByteRange.parse(request.header("Range"), found.size) : ByteRange.WHOLE;
        if (range == ByteRange.UNSATISFIABLE) {
            return described(Response.empty(416), found).withHeader("Content-Range", "bytes */" + found.size);
        }
        long offset = range == ByteRange.WHOLE ? 0 : range.first();
        long length = range == ByteRange.WHOLE ? found.size : range.length();
        var response = described(Response.empty(200), found)
                .withHeader("Content-Type", found.type)
                .withHeader("Accept-Ranges", "bytes")
                .withContent(new Content.File(found.path, offset, length));
        if (found.encoding != null) {
            response = response.withHeader("Content-Encoding", found.encoding);
        }
        return range == ByteRange.WHOLE
                ? response
                : response.withStatus(206)
                        .withHeader(
                                "Content-Range", "bytes %d-%d/%d".formatted(range.first(), range.last(), found.size));
    }

    private Response described(Response response, Found found) {
        var described = response.withHeader("ETag", found.etag())
                .withHeader("Last-Modified", Heads.date(found.modified))
                .withHeader("X-Content-Type-Options", "nosniff");
        if (found.varies) {
            described = described.withHeader("Vary", "Accept-Encoding");
        }
        var cacheControl = folder.cacheControl();
        return cacheControl == null ? described : described.withHeader("Cache-Control", cacheControl);
    }
}
