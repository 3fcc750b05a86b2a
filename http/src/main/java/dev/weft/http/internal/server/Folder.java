package dev.weft.http.internal.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a folder are shown, and how.
 *
 * @param listing whether a folder without an index is answered with a list
 * @param links whether symbolic links may lead out of it
 * @param hidden whether files are shown whose names begin with a dot
 * @param preCompressed whether a compressed file beside one is sent in its place
 * @param cacheControl of every file; {@code null} for none
 */
public record Folder(
        Path path,
        boolean listing,
        boolean links,
        boolean hidden,
        boolean preCompressed,
        @Nullable String cacheControl) {}
