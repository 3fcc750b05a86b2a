package dev.weft.http;

import dev.weft.http.internal.server.FileAnswers;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder: which of them are shown, and how. A value; {@link Routes#files} puts it below a path.
 *
 * <p>Answers GET and HEAD: one range of a file (several are answered with the whole file), conditions by {@code ETag} and
 * {@code Last-Modified}, {@code If-Range}; the content type by the name's ending; {@code a.js.br}, {@code a.js.zst} or {@code a.js.gz} in
 * place of {@code a.js} where they are at least as new and the client takes them. A folder is answered by its {@code index.html}.
 *
 * <p>Nothing outside of the folder is shown: no {@code ..}, no escaped slash or NUL, no link that leads out of it unless
 * {@link #followLinks} says so; and nothing whose name begins with a dot, but
 * {@code .well-known}, unless {@link #hidden} says so.
 *
 * @see <a href="https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.UrlDispatcher.add_static">aiohttp's add_static</a>,
 *     which its documentation calls for development only
 */
public final class StaticFiles implements Handler {
    private final Path folder;
    private final boolean listing;
    private final boolean links;
    private final boolean hidden;
    private final boolean preCompressed;
    private final @Nullable String cacheControl;
    private final FileAnswers answers;

    private StaticFiles(
            Path folder,
            boolean listing,
            boolean links,
            boolean hidden,
            boolean preCompressed,
            @Nullable String cacheControl) {
        this.folder = folder;
        this.listing = listing;
        this.links = links;
        this.hidden = hidden;
        this.preCompressed = preCompressed;
        this.cacheControl = cacheControl;
        this.answers = new FileAnswers(folder, listing, links, hidden, preCompressed, cacheControl);
    }

    /** Returns the files of {@code folder}, without listings. */
    public static StaticFiles of(Path folder) {
        return new StaticFiles(Objects.requireNonNull(folder, "folder"), false, false, false, true, null);
    }

    /** Sets whether a folder without an {@code index.html} is answered with a list of its files; it is not found unless told so. */
    public StaticFiles listing(boolean on) {
        return new StaticFiles(folder, on, links, hidden, preCompressed, cacheControl);
    }

    /** Sets whether symbolic links may lead out of the folder; they may not unless told so. */
    public StaticFiles followLinks(boolean on) {
        return new StaticFiles(folder, listing, on, hidden, preCompressed, cacheControl);
    }

    /** Sets whether files and folders are shown whose names begin with a dot; they are not unless told so. */
    public StaticFiles hidden(boolean on) {
        return new StaticFiles(folder, listing, links, on, preCompressed, cacheControl);
    }

    /** Sets whether compressed files beside a file are sent in its place; they are unless told otherwise. */
    public StaticFiles preCompressed(boolean on) {
        return new StaticFiles(folder, listing, links, hidden, on, cacheControl);
    }

    /** Sets the header {@code Cache-Control} of every file, such as {@code max-age=3600}; there is none unless told so. */
    public StaticFiles cacheControl(String value) {
        return new StaticFiles(folder, listing, links, hidden, preCompressed, Objects.requireNonNull(value, "value"));
    }

    /**
     * Answers with the file that the parameter {@code file} of the path names.
     *
     * @throws HttpError 404 if it is not there or not shown
     */
    @Override
    public Response handle(Request request) throws Exception {
        return answers.answer(request, request.path("file"));
    }
}
