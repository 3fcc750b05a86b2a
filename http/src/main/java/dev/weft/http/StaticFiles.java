package dev.weft.http;

import dev.weft.http.internal.server.FileAnswers;
import dev.weft.http.internal.server.Folder;
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
    private final Folder folder;
    private final FileAnswers answers;

    private StaticFiles(Folder folder) {
        this.folder = folder;
        this.answers = new FileAnswers(folder);
    }

    private StaticFiles with(
            boolean listing, boolean links, boolean hidden, boolean preCompressed, @Nullable String cacheControl) {
        return new StaticFiles(new Folder(folder.path(), listing, links, hidden, preCompressed, cacheControl));
    }

    /** Returns the files of {@code folder}, without listings. */
    public static StaticFiles of(Path folder) {
        return new StaticFiles(new Folder(Objects.requireNonNull(folder, "folder"), false, false, false, true, null));
    }

    /** Sets whether a folder without an {@code index.html} is answered with a list of its files; it is not found unless told so. */
    public StaticFiles listing(boolean on) {
        return with(on, folder.links(), folder.hidden(), folder.preCompressed(), folder.cacheControl());
    }

    /** Sets whether symbolic links may lead out of the folder; they may not unless told so. */
    public StaticFiles followLinks(boolean on) {
        return with(folder.listing(), on, folder.hidden(), folder.preCompressed(), folder.cacheControl());
    }

    /** Sets whether files and folders are shown whose names begin with a dot; they are not unless told so. */
    public StaticFiles hidden(boolean on) {
        return with(folder.listing(), folder.links(), on, folder.preCompressed(), folder.cacheControl());
    }

    /** Sets whether compressed files beside a file are sent in its place; they are unless told otherwise. */
    public StaticFiles preCompressed(boolean on) {
        return with(folder.listing(), folder.links(), folder.hidden(), on, folder.cacheControl());
    }

    /** Sets the header {@code Cache-Control} of every file, such as {@code max-age=3600}; there is none unless told so. */
    public StaticFiles cacheControl(String value) {
        Objects.requireNonNull(value, "value");
        return with(folder.listing(), folder.links(), folder.hidden(), folder.preCompressed(), value);
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
