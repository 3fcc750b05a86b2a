package dev.weft.cli.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File names made from URLs.
 *
 * <p>Both ways are functions of the URL's text alone, so that a name depends neither on what else is fetched nor on
 * what is in the folder. A readable name consists of {@code A-Z a-z 0-9 . - _ + ~} only and never starts with a dot,
 * so it cannot leave the folder.
 *
 * <p>Two URLs never share a readable name. One that needs only the three replacements of {@link #plain} can be told
 * from its name alone; any other name also carries digits of the URL's MD5 behind a {@code ~}, which no plain name
 * contains. Capital letters count among the others, because some file systems take {@code A} and {@code a} for the
 * same.
 */
final class Names {
    private static final int LONGEST_STEM = 120;
    private static final int MD5_DIGITS = 16;

    /** What a plain name can be made from; {@code https://http/} would look like {@code http://}. */
    private static final Pattern PLAIN =
            Pattern.compile("(http://|https://(?!http[/:]))[a-z0-9][a-z0-9.-]*(:[0-9]+)?(/[a-z0-9./-]*)?(?<![.])");

    private static final Pattern SCHEME_AND_USER = Pattern.compile("^[A-Za-z]+://([^/?#]*@)?");
    private static final Pattern EXTENSION = Pattern.compile("[.][A-Za-z0-9]{1,8}$");

    /** Names that some system keeps for its devices, whatever the extension. */
    private static final Pattern RESERVED =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])([.].*)?", Pattern.CASE_INSENSITIVE);

    private Names() {}

    /** Returns the MD5 of the text's UTF-8 bytes as 32 hexadecimal digits. */
    static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no MD5, which every Java must have", e);
        }
    }

    /** Returns a name in which a person recognizes the URL. */
    static String readable(String url) {
        if (PLAIN.matcher(url).matches()) {
            String name = plain(url);
            if (name.length() <= LONGEST_STEM && !RESERVED.matcher(name).matches()) {
                return name;
            }
        }
        return marked(url);
    }

    private static String plain(String url) {
        return url.replaceFirst("^https://", "")
                .replaceFirst("^http://", "http_")
                .replace(':', '+')
                .replace('/', '_');
    }

    private static String marked(String url) {
        String address = SCHEME_AND_USER.matcher(url).replaceFirst("");
        String extension = extension(address);
        String stem =
                address.substring(0, address.length() - extension.length()).replaceAll("[^A-Za-z0-9.-]+", "_");
        String start = RESERVED.matcher(stem).matches() || stem.startsWith(".") || stem.startsWith("-") ? "_" : "";
        return start
                + stem.substring(0, Math.min(stem.length(), LONGEST_STEM))
                + "~"
                + md5(url).substring(0, MD5_DIGITS)
                + extension;
    }

    /** Returns the end of the path that says of what type the file is; empty if it has none, or is not the end. */
    private static String extension(String address) {
        boolean endsInPath = address.contains("/") && !address.contains("?") && !address.contains("#");
        Matcher extension = EXTENSION.matcher(address);
        return endsInPath && extension.find() ? extension.group() : "";
    }
}
